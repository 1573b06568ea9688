/* Activations to touch: the value and the derivative at a point. */
(() => {
  "use strict";
  const { element, svg, beside, option, control, slider, number, plot, curve, mount } = digitByDigit;

  const sigmoid = (x) => 1 / (1 + Math.exp(-x));
  const elu = (x, { alpha }) => (x > 0 ? x : alpha * Math.expm1(x));
  const elu_derivative = (x, { alpha }) => (x >= 0 ? 1 : alpha * Math.exp(x));
  const SELU = { alpha: 1.6732632423543772 };
  const SCALE = 1.0507009873554805;

  /* As keras.activations computes them; at a corner, the derivative is the one that the chapter takes. */
  const activations = {
    linear: { defaults: {}, value: (x) => x, derivative: () => 1 },
    relu: {
      defaults: { negative_slope: 0, max_value: null, threshold: 0 },
      value(x, { negative_slope, max_value, threshold }) {
        if (x <= threshold && negative_slope === 0) return 0;
        const passed = x > threshold ? x : 0;
        const clipped = max_value === null ? passed : Math.min(Math.max(passed, 0), max_value);
        return clipped - negative_slope * Math.max(threshold - x, 0);
      },
      derivative(x, { negative_slope, max_value, threshold }) {
        if (x <= threshold) return negative_slope;
        return max_value === null || (x > 0 && x < max_value) ? 1 : 0;
      },
    },
    leaky_relu: {
      defaults: { negative_slope: 0.2 },
      value: (x, { negative_slope }) => (x > 0 ? x : negative_slope * x),
      derivative: (x, { negative_slope }) => (x > 0 ? 1 : negative_slope),
    },
    softplus: {
      defaults: {},
      value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
      derivative: sigmoid,
    },
    elu: { defaults: { alpha: 1 }, value: elu, derivative: elu_derivative },
    selu: {
      defaults: {},
      value: (x) => SCALE * elu(x, SELU),
      derivative: (x) => SCALE * elu_derivative(x, SELU),
    },
    sigmoid: { defaults: {}, value: sigmoid, derivative: (x) => sigmoid(x) * (1 - sigmoid(x)) },
    tanh: { defaults: {}, value: Math.tanh, derivative: (x) => 1 - Math.tanh(x) ** 2 },
  };

  const LIMIT = 4;
  const NONE = 4; // the last place of max_value's slider
  const RANGES = {
    negative_slope: { min: 0, max: 1, step: 0.05 },
    max_value: { min: 0.5, max: NONE, step: 0.5 },
    threshold: { min: 0, max: 3, step: 0.25 },
    alpha: { min: 0.25, max: 3, step: 0.25 },
  };
  const written = (name, value) => (name === "max_value" && value === NONE ? "None" : String(value));

  function build() {
    const choice = element("select", { onchange: choose });
    for (const name of Object.keys(activations)) choice.append(option(name));
    choice.value = "relu";
    const at = slider("x", { min: -LIMIT, max: LIMIT, step: 0.05, value: 1.5 }, (x) => number(x), draw);
    const sliders = Object.fromEntries(
      Object.entries(RANGES).map(([name, range]) => [
        name,
        slider(name, { ...range, value: range.min }, (value) => written(name, value), draw),
      ]),
    );
    const scale = plot({
      left: -LIMIT,
      right: LIMIT,
      bottom: -LIMIT,
      top: LIMIT,
      xTicks: [-4, -2, 0, 2, 4],
      yTicks: [-4, -2, 0, 2, 4],
      height: 290, // one unit is as long on both axes, so that a slope of 1 looks like one
    });
    const follow = (event) => {
      at.set(scale.xOf(event));
      draw();
    };
    scale.picture.addEventListener("pointermove", follow);
    scale.picture.addEventListener("pointerdown", follow);
    const call = element("code");
    const says = element("span", { "aria-live": "polite" });

    function choose() {
      for (const [name, control] of Object.entries(sliders)) {
        const value = activations[choice.value].defaults[name];
        control.hidden = value === undefined;
        control.set(value ?? NONE);
      }
      draw();
    }

    function draw() {
      const { defaults, value, derivative } = activations[choice.value];
      const parameters = {};
      const changed = ["x"];
      for (const [name, standard] of Object.entries(defaults)) {
        const set = sliders[name].get();
        parameters[name] = name === "max_value" && set === NONE ? null : set;
        if (parameters[name] !== standard) changed.push(`${name}=${set}`);
      }
      const f = (x) => value(x, parameters);
      const slope = (x) => derivative(x, parameters);
      const x = at.get();
      const dot = (y, name) => svg("circle", { class: `${name} dot`, cx: scale.x(x), cy: scale.y(y), r: 5 });
      const touching = (to) => ({ x: scale.x(x + to), y: scale.y(f(x) + to * slope(x)) });
      const [before, after] = [touching(-1.2), touching(1.2)];
      scale.front.replaceChildren(
        svg("line", { class: "axis", x1: scale.x(x), x2: scale.x(x), y1: scale.y(-LIMIT), y2: scale.y(LIMIT) }),
        svg("path", { class: "orange", d: curve(slope, scale, -LIMIT, LIMIT, 0.1) }),
        svg("path", { class: "blue", d: curve(f, scale, -LIMIT, LIMIT, 0.1) }),
        svg("line", { class: "plain", x1: before.x, x2: after.x, y1: before.y, y2: after.y }),
        dot(slope(x), "orange"),
        dot(f(x), "blue"),
        svg("path", { class: "blue", d: "M42 22h26" }),
        svg("text", { x: 74, y: 26 }, translate("value")),
        svg("path", { class: "orange", d: "M42 42h26" }),
        svg("text", { x: 74, y: 46 }, translate("derivative")),
        svg("path", { class: "plain", d: "M42 62h26" }),
        svg("text", { x: 74, y: 66 }, translate("slope at x")),
      );
      const numbers = [x, f(x), slope(x)].map((value) => number(value));
      const words = translate("At x = {} the value is {} and the derivative {}.", ...numbers);
      call.textContent = `keras.activations.${choice.value}(${changed.join(", ")})`;
      says.textContent = words;
      const shown = translate("{} and its derivative for x from −4 to 4.", choice.value);
      scale.picture.setAttribute("aria-label", `${shown} ${words}`);
    }

    choose();
    return [
      beside(
        element("div", { class: "widget-picture" }, scale.picture),
        control("activation", choice),
        at,
        ...Object.values(sliders),
      ),
      element("p", { class: "widget-says" }, call, element("br"), says),
    ];
  }

  digitByDigit.activations = activations;
  mount("activations", "Activations to touch", build);
})();
