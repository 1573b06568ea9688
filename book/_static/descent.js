/* Walk down a curve, or over a surface of two numbers: gradient descent, one step at a time. */
(() => {
  "use strict";
  const { element, svg, button, row, beside, option, control, slider, number, plot, curve, levelLines, mount } = digitByDigit;

  const curves = {
    parabola: {
      label: "one valley: x² − x − 1",
      name: "f(x)",
      f: (x) => x ** 2 - x - 1,
      gradient: (x) => 2 * x - 1,
      bottoms: [[0.5, "It has settled at the bottom."]],
      view: { left: -1.5, right: 2.5, bottom: -1.6, top: 3, xTicks: [-1, 0, 1, 2], yTicks: [-1, 0, 1, 2] },
      start: -0.5,
      rate: 0.1,
    },
    two_valleys: {
      label: "two valleys: x⁴ − 0.2x³ − 5x²",
      name: "g(x)",
      f: (x) => x ** 4 - 0.2 * x ** 3 - 5 * x ** 2,
      gradient: (x) => 4 * x ** 3 - 0.6 * x ** 2 - 10 * x,
      bottoms: [
        [-1.508, "It has settled in the wrong valley, a local minimum."],
        [0, "It stays on top of the hill: there, too, the slope is 0."],
        [1.658, "It has settled in the deeper valley, the global minimum."],
      ],
      view: { left: -2.8, right: 2.8, bottom: -9, top: 28, xTicks: [-2, -1, 0, 1, 2], yTicks: [0, 10, 20] },
      start: -2.5,
      rate: 0.01,
    },
    bowl: {
      label: "a bowl: x² + y²",
      f: ([x, y]) => x ** 2 + y ** 2,
      gradient: ([x, y]) => [2 * x, 2 * y],
      bottoms: [[[0, 0], "It has settled at the bottom."]],
      start: [-2, 1],
      rate: 0.1,
    },
    elongated: {
      label: "an elongated bowl: 0.1x² + 2y²",
      f: ([x, y]) => 0.1 * x ** 2 + 2 * y ** 2,
      gradient: ([x, y]) => [0.2 * x, 4 * y],
      bottoms: [[[0, 0], "It has settled at the bottom."]],
      start: [-2, 1],
      rate: 0.1,
    },
    saddle: {
      label: "a saddle: 2x² − 0.1y² + 0.01y⁴",
      f: ([x, y]) => 2 * x ** 2 - 0.1 * y ** 2 + 0.01 * y ** 4,
      gradient: ([x, y]) => [4 * x, 0.04 * y ** 3 - 0.2 * y],
      bottoms: [
        [[0, 0], "It stays on the saddle: there, too, the slope is 0."],
        [[0, -2.236], "It has left the saddle and settled in the lower valley."],
        [[0, 2.236], "It has left the saddle and settled in the upper valley."],
      ],
      start: [-2, 0.1],
      rate: 0.1,
    },
  };
  const SURFACE = { left: -3, right: 3, bottom: -3, top: 3, xTicks: [-2, 0, 2], yTicks: [-2, 0, 2] };
  const RATES = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.08, 0.1, 0.11, 0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.95, 1, 1.1];
  const STEPS = 120; // in one run
  const PAUSE = 80; // milliseconds between two steps of a run
  const FAR = 100;

  /* Where a walk is, is a number on a curve, two of them on a surface; these work on both. */
  const isSurface = ({ start }) => Array.isArray(start);
  const pairwise = (a, b, f) => (Array.isArray(a) ? a.map((one, i) => f(one, b[i])) : f(a, b));
  const size = (x) => Math.hypot(...[x].flat());

  /* v ← βv − ηg, then x ← x + v */
  function step({ x, v }, gradient, rate, momentum) {
    v = pairwise(v, gradient(x), (v, g) => momentum * v - rate * g);
    return { x: pairwise(x, v, (x, v) => x + v), v };
  }

  const standing = (x) => ({ x, v: pairwise(x, x, () => 0) });

  function walk(gradient, x, rate, steps, momentum = 0) {
    const path = [standing(x)];
    while (path.length <= steps) path.push(step(path.at(-1), gradient, rate, momentum));
    return path.map((point) => point.x);
  }

  /* On which side of the picture the point is, or null. */
  function side(x, { left, right, bottom, top }) {
    const [across, up] = [x].flat();
    if (across < left || across > right) return across < left ? "left" : "right";
    if (up < bottom || up > top) return up < bottom ? "bottom" : "top";
    return null;
  }

  /* How the walk stands, in English words, and whether it is over. */
  function verdict({ bottoms, view = SURFACE }, path) {
    const { x, v } = path.at(-1);
    const bottom = bottoms.find(([at]) => size(pairwise(x, at, (a, b) => a - b)) < 0.005);
    if (path.length > 1 && bottom && size(v) < 0.005) return { over: true, words: bottom[1] };
    const where = side(x, view);
    if (where && size(x) > FAR) return { over: true, words: "It is far outside the picture: the walk diverges." };
    if (where) return { over: false, words: `The point has left the picture on the ${where}.` };
    return { over: false, words: "" };
  }

  function build(place) {
    let chosen, path, scale, timer;

    const choice = element("select", { onchange: () => choose(choice.value) });
    for (const [key, { label }] of Object.entries(curves)) choice.append(option(label, key));
    const rate = slider(
      "learning rate",
      { min: 0, max: RATES.length - 1, step: 1, value: 0 },
      (index) => String(RATES[index]),
      () => {},
    );
    const start = slider("start", { min: -3, max: 3, step: 0.1, value: 0 }, (x) => number(x, 1), reset);
    const startY = slider("start y", { min: -3, max: 3, step: 0.1, value: 0 }, (y) => number(y, 1), reset);
    const momentum = slider("momentum", { min: 0, max: 0.95, step: 0.05, value: 0 }, (beta) => number(beta), () => {});
    const picture = element("div", { class: "widget-picture" });
    const says = element("p", { class: "widget-says", "aria-live": "polite" });
    const run = button("Run", () => (timer ? stop() : go()));

    function choose(key) {
      choice.value = key;
      chosen = { view: SURFACE, ...curves[key] };
      const { view } = chosen;
      const [x, y = 0] = [chosen.start].flat();
      start.range(view.left, view.right);
      start.set(x);
      startY.set(y);
      startY.hidden = !isSurface(chosen);
      rate.set(RATES.indexOf(chosen.rate));
      scale = plot(view);
      const d = isSurface(chosen) ? levelLines(chosen.f, scale, view) : curve(chosen.f, scale, view.left, view.right);
      scale.front.before(svg("path", { class: isSurface(chosen) ? "plain thin" : "plain", d }));
      picture.replaceChildren(scale.picture);
      reset();
    }

    function reset() {
      stop();
      path = [standing(isSurface(chosen) ? [start.get(), startY.get()] : start.get())];
      draw();
      say();
    }

    function advance() {
      if (size(path.at(-1).x) <= FAR) {
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
      run.textContent = translate("Pause");
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
      run.textContent = translate("Run");
      say(ended);
    }

    const told = ([x, y], digits) => `x = ${number(x, digits)}${y === undefined ? "" : `, y = ${number(y, digits)}`}`;
    const where = () => {
      const { x } = path.at(-1);
      return `${told([x].flat(), 3)}, ${chosen.name ?? "f(x, y)"} = ${number(chosen.f(x), 3)}`;
    };

    function say(ended = false) {
      const count = path.length - 1;
      let { words } = verdict(chosen, path);
      if (!words && ended) {
        const swings = [pairwise(path.at(-1).v, path.at(-2).v, (v, w) => v * w)].flat().some((product) => product < 0);
        words = swings ? "It still swings from side to side." : "It is still on its way.";
      }
      const place = count ? translate("Step {}: {}.", count, where()) : translate("Start: {}.", where());
      says.textContent = `${place} ${translate(words)}`;
    }

    function draw() {
      const { left, right, bottom, top } = chosen.view;
      const count = path.length - 1;
      const outside = side(path.at(-1).x, chosen.view);
      // far away, a point is drawn just outside the picture
      const near = (value, low, high) => Math.min(Math.max(value, low), high);
      const points = path.map((point) => {
        const [x, y = near(chosen.f(point.x), -FAR, FAR)] = [point.x].flat();
        return [scale.x(near(x, 3 * left, 3 * right)), scale.y(isSurface(chosen) ? near(y, 3 * bottom, 3 * top) : y)];
      });
      const [first, last] = [points[0], points.at(-1)];
      scale.front.replaceChildren(
        svg("polyline", { class: "blue thin", points: points.join(" ") }),
        ...points.map(([cx, cy]) => svg("circle", { class: "blue dot", cx, cy, r: 1.5 })),
        svg("rect", { class: "orange dot", x: first[0] - 4, y: first[1] - 4, width: 8, height: 8 }),
        svg("circle", { class: "blue dot", cx: last[0], cy: last[1], r: 5 }),
        svg(
          "text",
          { x: scale.x((left + right) / 2), y: scale.y(top) + 14, "text-anchor": "middle" },
          (outside === "left" ? "◀ " : "") + translate("step {}", count) + (outside === "right" ? " ▶" : ""),
        ),
      );
      const shown = isSurface(chosen)
        ? "The level lines of {}, and a walk from {}."
        : "The curve with {}, and a walk from {}.";
      const inside = isSurface(chosen) ? "Step {}, in the picture: {}." : "Step {}, on the curve: {}.";
      const stands = translate(outside ? "Step {}, outside the picture: {}." : inside, count, where());
      const from = told([path[0].x].flat(), 1);
      scale.picture.setAttribute("aria-label", `${translate(shown, translate(chosen.label), from)} ${stands}`);
    }

    const controls = [control("curve or surface", choice), rate, start, startY];
    if (place.dataset.momentum) {
      momentum.set(place.dataset.momentum);
      controls.push(momentum);
    }
    choose(place.dataset.curve || "parabola");
    return [
      beside(
        picture,
        ...controls,
        row(
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
      says,
    ];
  }

  digitByDigit.descent = { curves, step, walk, verdict };
  mount("descent", "Walk down a curve", build);
})();
