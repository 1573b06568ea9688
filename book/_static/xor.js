/* One unit with two inputs, which tries XOR: two weights and a bias to move, four pictures to answer. */
(() => {
  "use strict";
  const { element, svg, beside, option, control, slider, number, plot, mount } = digitByDigit;
  const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]];
  const QUESTIONS = {
    "or: is at least one pixel black?": ([x, y]) => x + y > 0,
    "and: are both black?": ([x, y]) => x + y > 1,
    "XOR: do they differ?": ([x, y]) => x !== y,
  };
  const VIEW = { left: -0.5, right: 1.5, bottom: -0.5, top: 1.5, xTicks: [0, 1], yTicks: [0, 1], height: 290 };
  const HELP =
    "To the right the first pixel, upwards the second. A filled corner wants a yes; the unit says yes on the blue side.";
  const SQUARE = [[-0.5, -0.5], [1.5, -0.5], [1.5, 1.5], [-0.5, 1.5]]; // the corners of the view

  const score = ([w1, w2, b], [x, y]) => w1 * x + w2 * y + b;

  /* The corners of the part of the square in which the score is above zero. */
  function yesSide(unit) {
    return SQUARE.flatMap((p, i) => {
      const q = SQUARE[(i + 1) % 4];
      const [a, b] = [score(unit, p), score(unit, q)];
      const crossing = p.map((from, axis) => from + ((q[axis] - from) * a) / (a - b));
      return [...(a > 0 ? [p] : []), ...(a > 0 === b > 0 ? [] : [crossing])];
    });
  }

  function build() {
    const choice = element("select", { onchange: show });
    for (const question of Object.keys(QUESTIONS)) choice.append(option(question));
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
      const right = CORNERS.map((corner) => score(unit, corner) > 0 === wanted(corner));
      scale.front.replaceChildren(
        svg("polygon", { class: "plain xor-yes", points: yesSide(unit).map(place).join(" ") }),
        ...CORNERS.flatMap((corner, i) => {
          const [cx, cy] = place(corner);
          const answer = `${translate(wanted(corner) ? "yes" : "no")} ${right[i] ? "✓" : "✗"}`;
          return [
            svg("circle", { class: `blue ${wanted(corner) ? "dot" : "xor-no"}`, cx, cy, r: 8 }),
            svg("text", { x: cx, y: cy - 14, "text-anchor": "middle" }, answer),
          ];
        }),
      );
      const answers = CORNERS.map((corner, i) => {
        const given = score(unit, corner) > 0 ? "yes" : "no";
        return `${corner.join(" ")}: ${translate(right[i] ? `${given}, right` : `${given}, wrong`)}`;
      });
      const count = right.filter(Boolean).length;
      says.textContent = translate("{} of 4 right. {}.", count, answers.join("; "));
      const shown = translate("The four pictures at the corners of a square, and the unit's border.");
      scale.picture.setAttribute("aria-label", `${shown} ${says.textContent}`);
    }

    show();
    return [
      beside(
        element("div", { class: "widget-picture" }, scale.picture, element("p", {}, translate(HELP))),
        control("question", choice),
        ...sliders,
      ),
      says,
    ];
  }

  digitByDigit.xor = { score, yesSide };
  mount("xor", "One unit tries XOR", build);
})();
