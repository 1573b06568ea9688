/* What the things to touch share: making elements, sliders and plots, and taking their place on the page.
   Titles and labels are in English here, and translated where they are shown. */
window.digitByDigit = (() => {
  "use strict";
  let ids = 0;

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }

  /* element("button", { type: "button", onclick: step }, "One step") */
  const element = (tag, attributes = {}, ...children) =>
    fill(document.createElement(tag), attributes, children);

  const svg = (tag, attributes = {}, ...children) =>
    fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

  const button = (label, onclick) => element("button", { type: "button", onclick }, translate(label));

  const row = (...buttons) => element("div", { class: "widget-buttons" }, ...buttons);

  /* A picture, and beside it what sets it. */
  const beside = (picture, ...controls) =>
    element("div", { class: "widget-body" }, picture, element("div", { class: "widget-controls" }, ...controls));

  /* What a list offers, with the value by which scripts know it. */
  const option = (name, value = name) => element("option", { value }, translate(name));

  /* A list or a slider under its label. */
  function control(label, input, ...more) {
    input.id = `widget-${++ids}`;
    return element("div", { class: "widget-control" }, element("label", { for: input.id }, translate(label)), ...more, input);
  }

  /* `show` writes a value for the reader; `node.set(value)` moves the slider without telling `changed`. */
  function slider(label, { min, max, step, value }, show, changed) {
    const input = element("input", { type: "range", min, max, step, value });
    const output = element("output", { "aria-live": "off" }); // the slider itself says its value
    const node = control(label, input, output);
    node.get = () => Number(input.value);
    node.set = (to) => {
      input.value = to;
      output.value = show(node.get());
      input.setAttribute("aria-valuetext", output.value);
    };
    node.range = (min, max) => Object.assign(input, { min, max });
    input.addEventListener("input", () => {
      node.set(input.value);
      changed();
    });
    node.set(value);
    return node;
  }

  const number = (x, digits = 2) =>
    (Math.abs(x) < 1e5 ? x.toFixed(digits) : x.toExponential(1)).replace(/^-(0(\.0*)?$)?/, (_, zero) => zero || "−");

  /* Axes for x from left to right and y from bottom to top; draw on `front`, at `x(…)` and `y(…)`; `xOf` is where a pointer is. */
  function plot({ left, right, bottom, top, xTicks, yTicks, width = 300, height = 240 }) {
    const x = (value) => 32 + ((value - left) / (right - left)) * (width - 40);
    const y = (value) => height - 22 - ((value - bottom) / (top - bottom)) * (height - 30);
    const clip = `widget-${++ids}`;
    const front = svg("g", { "clip-path": `url(#${clip})` });
    const box = { x: x(left), y: y(top), width: x(right) - x(left), height: y(bottom) - y(top) };
    const line = (x1, x2, y1, y2, name) => svg("line", { x1, x2, y1, y2, class: name });
    const label = (at, above, anchor, value) =>
      svg("text", { x: at, y: above, "text-anchor": anchor }, number(value, 0));
    const picture = svg(
      "svg",
      { viewBox: `0 0 ${width} ${height}`, role: "img" },
      svg("clipPath", { id: clip }, svg("rect", box)),
      ...xTicks.map((t) => line(x(t), x(t), y(bottom), y(top), t ? "grid" : "axis")),
      ...yTicks.map((t) => line(x(left), x(right), y(t), y(t), t ? "grid" : "axis")),
      ...xTicks.map((t) => label(x(t), height - 6, "middle", t)),
      ...yTicks.map((t) => label(26, y(t) + 4, "end", t)),
      front,
    );
    const xOf = ({ clientX }) => {
      const { left: edge, width: across } = picture.getBoundingClientRect();
      return left + ((((clientX - edge) / across) * width - 32) / (width - 40)) * (right - left);
    };
    return { picture, front, x, y, xOf };
  }

  /* Which line is which. */
  const key = (style, name) =>
    element(
      "span",
      { class: "widget-key" },
      svg("svg", { viewBox: "0 0 26 10", "aria-hidden": "true" }, svg("path", { class: style, d: "M0 5h26" })),
      translate(name),
    );

  /* The path of a function's curve, broken where it jumps by more than `jump`. */
  function curve(f, { x, y }, left, right, jump = Infinity) {
    const points = Array.from({ length: 401 }, (_, i) => left + ((right - left) * i) / 400);
    return points
      .map((point, i) => {
        const far = i === 0 || Math.abs(f(point) - f(points[i - 1])) > jump;
        return `${far ? "M" : "L"}${x(point).toFixed(2)} ${y(f(point)).toFixed(2)}`;
      })
      .join("");
  }

  /* The path of a surface's level lines: in each small square, where the edges cross a level is joined. */
  function levelLines(f, scale, { left, right, bottom, top }, squares = 48, levels = 12) {
    const at = (i, j) => [left + ((right - left) * i) / squares, bottom + ((top - bottom) * j) / squares];
    const grid = Array.from({ length: (squares + 1) ** 2 }, (_, i) => at(i % (squares + 1), Math.floor(i / (squares + 1))));
    const sorted = grid.map(f).sort((a, b) => a - b);
    const heights = Array.from({ length: levels }, (_, i) => sorted[Math.floor(((i + 0.5) / levels) * sorted.length)]);
    let path = "";
    for (const [x, y] of grid) {
      const [i, j] = [x + (right - left) / squares, y + (top - bottom) / squares];
      if (i > right + 1e-9 || j > top + 1e-9) continue; // the last row and column begin no square
      const corners = [[x, y], [i, y], [i, j], [x, j]].map((corner) => [corner, f(corner)]);
      for (const height of heights) {
        const crossings = corners.flatMap(([p, a], k) => {
          const [q, b] = corners[(k + 1) % 4];
          if (a < height === b < height) return [];
          const [across, up] = p.map((from, axis) => from + ((q[axis] - from) * (height - a)) / (b - a));
          return [`${scale.x(across).toFixed(1)} ${scale.y(up).toFixed(1)}`];
        });
        for (let k = 0; k + 1 < crossings.length; k += 2) path += `M${crossings[k]}L${crossings[k + 1]}`;
      }
    }
    return path;
  }

  /* Paint a picture of 28 by 28 pixels: `colour(i)` gives red, green and blue of pixel i. */
  function paint(canvas, colour) {
    const picture = new ImageData(28, 28);
    for (let i = 0; i < 784; i++) picture.data.set([...colour(i), 255], 4 * i);
    Object.assign(canvas, { width: 28, height: 28 });
    canvas.getContext("2d").putImageData(picture, 0, 0);
    return canvas;
  }

  /* Put what `build` returns into every <div data-widget="name">, in place of its words for readers without scripts. */
  function mount(name, title, build) {
    for (const place of document.querySelectorAll(`[data-widget="${name}"]`)) {
      place.setAttribute("role", "group");
      place.setAttribute("aria-label", translate(title));
      place.replaceChildren(...build(place));
    }
  }

  return { element, svg, button, row, beside, option, control, slider, number, plot, key, curve, levelLines, paint, mount };
})();
