/* Four optimizers walk over one surface, each with a rate of its own. */
(() => {
  "use strict";
  const { element, svg, button, row, beside, option, control, slider, number, plot, key, levelLines, mount, optimizers } = digitByDigit;

  const bowl = (flat) => ({
    f: ([x, y]) => (flat / 2) * x ** 2 + 2 * y ** 2,
    slopes: ([x, y]) => [flat * x, 4 * y],
    bottoms: [[0, 0]],
    view: { left: -5, right: 5, bottom: -3, top: 3, xTicks: [-4, -2, 0, 2, 4], yTicks: [-2, 0, 2] },
    start: [-4.7, -1.9],
  });
  const c = Math.SQRT1_2;
  const turn = ([x, y]) => [c * (x + y), c * (y - x)];
  const back = ([x, y]) => [c * (x - y), c * (y + x)];
  const upright = bowl(0.2);
  const surfaces = {
    bowl: { label: "elongated: 0.1x² + 2y²", ...upright },
    flatter: { label: "flatter: 0.01x² + 2y²", ...bowl(0.02) },
    turned: {
      label: "elongated, turned",
      ...upright,
      f: (w) => upright.f(back(w)),
      slopes: (w) => turn(upright.slopes(back(w))),
      view: { ...upright.view, bottom: -5, top: 5, yTicks: [-4, -2, 0, 2, 4], height: 292 },
      start: turn(upright.start),
    },
    saddle: {
      label: "saddle: 2x² − 0.1y² + 0.01y⁴",
      f: ([x, y]) => 2 * x ** 2 - 0.1 * y ** 2 + 0.01 * y ** 4,
      slopes: ([x, y]) => [4 * x, -0.2 * y + 0.04 * y ** 3],
      bottoms: [[0, -Math.sqrt(5)], [0, Math.sqrt(5)]],
      view: { left: -2.5, right: 2.5, bottom: -3.2, top: 3.2, xTicks: [-2, 0, 2], yTicks: [-2, 0, 2], height: 350 },
      start: [-2, 0.01],
    },
  };
  const STYLES = { SGD: "strong", momentum: "orange", RMSprop: "green", Adam: "blue" };
  const RATES = [0.001, 0.003, 0.01, 0.02, 0.05, 0.1, 0.16, 0.2, 0.25, 0.32, 0.4, 0.5, 0.63, 0.8, 1];
  const FIRST = 0.2;
  const STEPS = 100; // in one run
  const PAUSE = 60; // milliseconds between two steps of a run
  const FAR = 1e6;

  /* `next()` gives the place after one more step. */
  function walker(name, slopes, start) {
    const w = [...start];
    const memory = { m: [0, 0], s: [0, 0] };
    let t = 0;
    return (rate) => {
      t += 1;
      optimizers[name].step(w, slopes(w), rate, memory, t);
      return [...w];
    };
  }

  function build() {
    let surface, walks, scale, timer;
    const choice = element("select", { onchange: choose });
    for (const [name, { label }] of Object.entries(surfaces)) choice.append(option(label, name));
    const rates = Object.fromEntries(
      Object.keys(STYLES).map((name) => {
        const range = { min: 0, max: RATES.length - 1, step: 1, value: RATES.indexOf(FIRST) };
        return [name, slider(translate("{}, rate", translate(name)), range, (i) => String(RATES[i]), () => {})];
      }),
    );
    const picture = element("div", { class: "widget-picture" });
    const says = element("p", { class: "widget-says", "aria-live": "polite" });
    const run = button("Run", () => (timer ? stop() : go()));

    function choose() {
      surface = surfaces[choice.value];
      scale = plot(surface.view);
      scale.front.before(svg("path", { class: "plain thin", d: levelLines(surface.f, scale, surface.view) }));
      const keys = Object.entries(STYLES).map(([name, style]) => key(style, name));
      picture.replaceChildren(scale.picture, element("p", {}, ...keys));
      reset();
    }

    function reset() {
      clearInterval(timer);
      timer = null;
      run.textContent = translate("Run");
      walks = Object.keys(STYLES).map((name) => ({
        name,
        path: [surface.start],
        next: walker(name, surface.slopes, surface.start),
      }));
      show();
      say();
    }

    function advance() {
      for (const { name, path, next } of walks) {
        path.push(Math.hypot(...path.at(-1)) < FAR ? next(RATES[rates[name].get()]) : path.at(-1));
      }
    }

    const steps = () => walks[0].path.length - 1;

    function go() {
      const end = steps() + STEPS;
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
        while (steps() < end) advance();
        show();
        return say();
      }
      run.textContent = translate("Pause");
      timer = setInterval(() => {
        advance();
        show();
        if (steps() === end) stop();
      }, PAUSE);
    }

    function stop() {
      clearInterval(timer);
      timer = null;
      run.textContent = translate("Run");
      say();
    }

    function words() {
      const distance = ([x, y]) => Math.min(...surface.bottoms.map(([a, b]) => Math.hypot(x - a, y - b)));
      const far = (w) => (Math.hypot(...w) < FAR ? number(distance(w)) : translate("far away"));
      const told = walks.map(({ name, path }) => `${translate(name)} ${far(path.at(-1))}`);
      return translate("Step {}. From the bottom: {}.", steps(), told.join(", "));
    }

    function say() {
      says.textContent = words();
    }

    function show() {
      const at = ([x, y]) => [x, y].map((value) => Math.max(-50, Math.min(50, value)));
      const place = (w) => [scale.x(at(w)[0]), scale.y(at(w)[1])];
      scale.front.replaceChildren(
        ...walks.flatMap(({ name, path }) => {
          const [cx, cy] = place(path.at(-1));
          return [
            svg("polyline", { class: STYLES[name], points: path.map(place).join(" ") }),
            svg("circle", { class: `${STYLES[name]} dot`, cx, cy, r: 5 }),
          ];
        }),
      );
      const shown = translate("Level lines of the surface {}, and four walks over it.", translate(surface.label));
      scale.picture.setAttribute("aria-label", `${shown} ${words()}`);
    }

    choose();
    const buttons = [
      button("One step", () => {
        if (timer) stop();
        advance();
        show();
        say();
      }),
      run,
      button("Start again", reset),
    ];
    return [
      beside(picture, control("surface", choice), ...Object.values(rates), row(...buttons)),
      says,
    ];
  }

  digitByDigit.race = { surfaces, walker };
  mount("race", "Four optimizers on a surface", build);
})();
