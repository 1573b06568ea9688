/* One unit with two inputs, which tries XOR: two weights and a bias to move, four pictures to answer. */
(() => {
  "use strict";
  const { element, svg, control, slider, number, plot, mount } = digitByDigit;
  const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]];
  const QUESTIONS = {
    "or: is at least one pixel black?": ([x, y]) => x + y > 0,
    "and: are both black?": ([x, y]) => x + y > 1,
    "XOR: do they differ?": ([x, y]) => x !== y,
  };
  const VIEW = { left: -0.5, right: 1.5, bottom: -0.5, top: 1.5, xTicks: [0, 1], yTicks: [0, 1], height: 290 };
  const HELP =
    "To the right the first pixel, upwards the second. A filled corner wants a yes; the unit says yes on the blue side.";
  const FAR = 10; // beyond every edge of the picture

  const score = ([w1, w2, b], [x, y]) => w1 * x + w2 * y + b;

  /* The corners of the side on which the score is above zero. */
  function yesSide([w1, w2, b]) {
    const size = Math.hypot(w1, w2);
    if (size === 0) return b > 0 ? [[-FAR, -FAR], [FAR, -FAR], [FAR, FAR], [-FAR, FAR]] : [];
    const [u, v] = [w1 / size, w2 / size];
    const [x, y] = [(-b / size) * u, (-b / size) * v]; // of the border, the point next to zero
    return [[-1, 0], [1, 0], [1, 1], [-1, 1]].map(([along, across]) => [
      x + FAR * (across * u - along * v),
      y + FAR * (across * v + along * u),
    ]);
  }

  function build() {
    const choice = element("select", { onchange: show });
    for (const question of Object.keys(QUESTIONS)) choice.append(element("option", {}, question));
    choice.value = Object.keys(QUESTIONS).at(-1);
    const sliders = ["first weight", "second weight", "bias"].map((name, i) =>
      slider(name, { min: -2, max: 2, step: 0.1, value: [1, 1, -0.5][i] }, (x) => number(x, 1), show),
    );
    const scale = plot(VIEW);
    const says = element("p", { class: "widget-says", "aria-live": "polite" });

    function show() {
      const unit = sliders.map((one) => one.get());
      const place = ([x, y]) => [scale.x(x), scale.y(y)];
      const wanted = QUESTIONS[choice.value];
      const side = yesSide(unit);
      const right = CORNERS.map((corner) => score(unit, corner) > 0 === wanted(corner));
      scale.front.replaceChildren(
        svg("polygon", { class: "xor-yes", points: side.map(place).join(" ") }),
        ...(side.length ? [svg("polyline", { class: "plain", points: side.slice(0, 2).map(place).join(" ") })] : []),
        ...CORNERS.flatMap((corner, i) => {
          const [cx, cy] = place(corner);
          const answer = `${wanted(corner) ? "yes" : "no"} ${right[i] ? "✓" : "✗"}`;
          return [
            svg("circle", { class: `blue ${wanted(corner) ? "dot" : "xor-no"}`, cx, cy, r: 8 }),
            svg("text", { x: cx, y: cy - 14, "text-anchor": "middle" }, answer),
          ];
        }),
      );
      const answers = CORNERS.map((corner, i) => {
        const given = score(unit, corner) > 0 ? "yes" : "no";
        return `${corner.join(" ")}: ${given}, ${right[i] ? "right" : "wrong"}`;
      });
      const count = right.filter(Boolean).length;
      says.textContent = `${count} of 4 right. ${answers.join("; ")}.`;
      const shown = "The four pictures at the corners of a square, and the unit's border.";
      scale.picture.setAttribute("aria-label", `${shown} ${says.textContent}`);
    }

    show();
    return [
      element(
        "div",
        { class: "widget-body" },
        element(
          "div",
          { class: "widget-picture" },
          scale.picture,
          element("p", {}, HELP),
        ),
        element("div", { class: "widget-controls" }, control("question", choice), ...sliders),
      ),
      says,
    ];
  }

  digitByDigit.xor = { score, yesSide };
  mount("xor", "One unit tries XOR", build);
})();
