/* Walk down a curve: gradient descent, one step at a time. */
(() => {
  "use strict";
  const { element, svg, button, control, slider, number, plot, curve, mount } = digitByDigit;

  const curves = {
    parabola: {
      label: "one valley: x² − x − 1",
      name: "f(x)",
      f: (x) => x ** 2 - x - 1,
      gradient: (x) => 2 * x - 1,
      bottoms: { 0.5: "It has settled at the bottom." },
      view: { left: -1.5, right: 2.5, bottom: -1.6, top: 3, xTicks: [-1, 0, 1, 2], yTicks: [-1, 0, 1, 2] },
      start: -0.5,
      rate: 0.1,
    },
    two_valleys: {
      label: "two valleys: x⁴ − 0.2x³ − 5x²",
      name: "g(x)",
      f: (x) => x ** 4 - 0.2 * x ** 3 - 5 * x ** 2,
      gradient: (x) => 4 * x ** 3 - 0.6 * x ** 2 - 10 * x,
      bottoms: {
        "-1.508": "It has settled in the wrong valley, a local minimum.",
        0: "It stays on top of the hill: there, too, the slope is 0.",
        1.658: "It has settled in the deeper valley, the global minimum.",
      },
      view: { left: -2.8, right: 2.8, bottom: -9, top: 28, xTicks: [-2, -1, 0, 1, 2], yTicks: [0, 10, 20] },
      start: -2.5,
      rate: 0.01,
    },
  };
  const RATES = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.08, 0.1, 0.2, 0.3, 0.5, 0.8, 0.95, 1, 1.1];
  const STEPS = 120; // in one run
  const PAUSE = 80; // milliseconds between two steps of a run
  const FAR = 100;

  /* v ← βv − εg, then x ← x + v */
  function step({ x, v }, gradient, rate, momentum) {
    v = momentum * v - rate * gradient(x);
    return { x: x + v, v };
  }

  function walk(gradient, x, rate, steps, momentum = 0) {
    const path = [{ x, v: 0 }];
    while (path.length <= steps) path.push(step(path.at(-1), gradient, rate, momentum));
    return path.map((point) => point.x);
  }

  /* How the walk stands, in words, and whether it is over. */
  function verdict({ bottoms, view }, path) {
    const { x, v } = path.at(-1);
    const bottom = Object.keys(bottoms).find((at) => Math.abs(x - at) < 0.005);
    if (path.length > 1 && bottom !== undefined && Math.abs(v) < 0.005) return { over: true, words: bottoms[bottom] };
    const side = x < view.left ? "left" : x > view.right ? "right" : null;
    if (side && Math.abs(x) > FAR) return { over: true, words: "It is far outside the picture: the walk diverges." };
    if (side) return { over: false, words: `The point has left the picture on the ${side}.` };
    return { over: false, words: "" };
  }

  function build(place) {
    let chosen, path, scale, timer;

    const choice = element("select", { onchange: () => choose(choice.value) });
    for (const [key, { label }] of Object.entries(curves)) choice.append(element("option", { value: key }, label));
    const rate = slider(
      "learning rate",
      { min: 0, max: RATES.length - 1, step: 1, value: 0 },
      (index) => String(RATES[index]),
      () => {},
    );
    const start = slider("start", { min: -3, max: 3, step: 0.1, value: 0 }, (x) => number(x, 1), reset);
    const momentum = slider("momentum", { min: 0, max: 0.95, step: 0.05, value: 0 }, (beta) => number(beta), () => {});
    const picture = element("div", { class: "widget-picture" });
    const says = element("p", { class: "widget-says", "aria-live": "polite" });
    const run = button("Run", () => (timer ? stop() : go()));

    function choose(key) {
      choice.value = key;
      chosen = curves[key];
      const { view } = chosen;
      start.range(view.left, view.right);
      start.set(chosen.start);
      rate.set(RATES.indexOf(chosen.rate));
      scale = plot(view);
      scale.front.before(svg("path", { class: "plain", d: curve(chosen.f, scale, view.left, view.right) }));
      picture.replaceChildren(scale.picture);
      reset();
    }

    function reset() {
      stop();
      path = [{ x: start.get(), v: 0 }];
      draw();
      say();
    }

    function advance() {
      if (Math.abs(path.at(-1).x) <= FAR) {
        path.push(step(path.at(-1), chosen.gradient, RATES[rate.get()], momentum.get()));
      }
    }

    function go() {
      if (verdict(chosen, path).over) reset();
      const last = path.length + STEPS;
      const done = () => verdict(chosen, path).over || path.length >= last;
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
        while (!done()) advance();
        draw();
        say(true);
        return;
      }
      run.textContent = "Pause";
      timer = setInterval(() => {
        advance();
        draw();
        if (done()) stop(true);
      }, PAUSE);
    }

    function stop(ended = false) {
      if (!timer) return;
      clearInterval(timer);
      timer = null;
      run.textContent = "Run";
      say(ended);
    }

    const where = () => `x = ${number(path.at(-1).x, 3)}, ${chosen.name} = ${number(chosen.f(path.at(-1).x), 3)}`;

    function say(ended = false) {
      const count = path.length - 1;
      let { words } = verdict(chosen, path);
      if (!words && ended) {
        const swings = path.at(-1).v * path.at(-2).v < 0;
        words = swings ? "It still swings from side to side." : "It is still on its way.";
      }
      says.textContent = `${count ? `Step ${count}` : "Start"}: ${where()}. ${words}`;
    }

    function draw() {
      const { left, right, top } = chosen.view;
      const { x } = path.at(-1);
      // far away, a point is drawn just outside the picture
      const near = (value, low, high) => Math.min(Math.max(value, low), high);
      const points = path.map((point) => [
        scale.x(near(point.x, 3 * left, 3 * right)),
        scale.y(near(chosen.f(point.x), -FAR, FAR)),
      ]);
      const [first, last] = [points[0], points.at(-1)];
      const outside = x < left || x > right;
      scale.front.replaceChildren(
        svg("polyline", { class: "blue thin", points: points.join(" ") }),
        ...points.map(([cx, cy]) => svg("circle", { class: "blue dot", cx, cy, r: 1.5 })),
        svg("rect", { class: "orange dot", x: first[0] - 4, y: first[1] - 4, width: 8, height: 8 }),
        svg("circle", { class: "blue dot", cx: last[0], cy: last[1], r: 5 }),
        svg(
          "text",
          { x: scale.x((left + right) / 2), y: scale.y(top) + 14, "text-anchor": "middle" },
          `${x < left ? "◀ " : ""}step ${path.length - 1}${x > right ? " ▶" : ""}`,
        ),
      );
      scale.picture.setAttribute(
        "aria-label",
        `The curve with ${chosen.label}, and a walk from x = ${number(path[0].x, 1)}. ` +
          `Step ${path.length - 1}, ${outside ? "outside the picture" : "on the curve"}: ${where()}.`,
      );
    }

    const controls = [control("curve", choice), rate, start];
    if (place.dataset.momentum) {
      momentum.set(place.dataset.momentum);
      controls.push(momentum);
    }
    choose(place.dataset.curve || "parabola");
    return [
      element(
        "div",
        { class: "widget-body" },
        picture,
        element(
          "div",
          { class: "widget-controls" },
          ...controls,
          element(
            "div",
            { class: "widget-buttons" },
            button("One step", () => {
              stop();
              advance();
              draw();
              say();
            }),
            run,
            button("Start again", reset),
          ),
        ),
      ),
      says,
    ];
  }

  digitByDigit.descent = { curves, step, walk, verdict };
  mount("descent", "Walk down a curve", build);
})();
