/* Draw a digit, and the book's convolutional network reads it. The weights come from digit_weights.js. */
(() => {
  "use strict";
  const { element, button, row, option, control, paint, mount } = digitByDigit;
  const SIZE = 280; // of the drawing, in its own pixels
  const PEN = 22;
  const STEP = 10; // of the arrow keys

  // The network, layer by layer as in the chapter. A picture is {data, height, width, channels}, stored row by
  // row with the channels last, as in Keras.

  function decode(text) {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return new Float32Array(bytes.buffer);
  }

  function loadWeights(encoded) {
    return Object.fromEntries(Object.entries(encoded).map(([name, text]) => [name, decode(text)]));
  }

  function convolution(picture, kernel, bias, size, stride) {
    const filters = bias.length;
    const height = Math.floor((picture.height - size) / stride) + 1;
    const width = Math.floor((picture.width - size) / stride) + 1;
    const data = new Float32Array(height * width * filters);
    const sums = new Float64Array(filters);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        sums.set(bias);
        let weight = 0;
        for (let i = 0; i < size; i++) {
          let pixel = ((row * stride + i) * picture.width + column * stride) * picture.channels;
          for (let j = 0; j < size * picture.channels; j++) {
            const value = picture.data[pixel++];
            for (let k = 0; k < filters; k++) sums[k] += value * kernel[weight++];
          }
        }
        const start = (row * width + column) * filters;
        for (let k = 0; k < filters; k++) data[start + k] = Math.max(0, sums[k]); // ReLU
      }
    }
    return { data, height, width, channels: filters };
  }

  function maxPooling(picture) {
    const { width, channels } = picture;
    const half = { height: picture.height >> 1, width: width >> 1, channels };
    half.data = new Float32Array(half.height * half.width * channels);
    for (let row = 0; row < half.height; row++) {
      for (let column = 0; column < half.width; column++) {
        for (let k = 0; k < channels; k++) {
          const at = (i, j) => picture.data[((2 * row + i) * width + 2 * column + j) * channels + k];
          half.data[(row * half.width + column) * channels + k] = Math.max(at(0, 0), at(0, 1), at(1, 0), at(1, 1));
        }
      }
    }
    return half;
  }

  function dense(values, kernel, bias) {
    return Array.from(bias, (start, unit) =>
      values.reduce((sum, value, i) => sum + value * kernel[i * bias.length + unit], start)
    );
  }

  function softmax(logits) {
    const largest = Math.max(...logits);
    const powers = logits.map((logit) => Math.exp(logit - largest));
    const sum = powers.reduce((a, b) => a + b);
    return powers.map((power) => power / sum);
  }

  /* Return the ten probabilities of a picture: 784 numbers from 0 to 1, row by row. */
  function read(pixels, weights) {
    let picture = { data: pixels, height: 28, width: 28, channels: 1 };
    picture = convolution(picture, weights.conv1_kernel, weights.conv1_bias, 5, 2);
    picture = convolution(picture, weights.conv2_kernel, weights.conv2_bias, 3, 1);
    picture = maxPooling(picture);
    picture = convolution(picture, weights.conv3_kernel, weights.conv3_bias, 3, 1);
    return softmax(dense(picture.data, weights.dense_kernel, weights.dense_bias));
  }

  /* Make a picture as MNIST's were made: the ink fits a square of 20 pixels, and its centre of mass is in the
     middle of 28. Each pixel is the mean of the ink under it. Null without ink. */
  function centre(ink, size) {
    let [top, bottom, left, right, mass, massRow, massColumn] = [size, -1, size, -1, 0, 0, 0];
    ink.forEach((value, i) => {
      if (!value) return;
      const row = Math.floor(i / size);
      const column = i % size;
      [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
      [left, right] = [Math.min(left, column), Math.max(right, column)];
      mass += value;
      massRow += value * (row + 0.5);
      massColumn += value * (column + 0.5);
    });
    if (!mass) return null;
    const scale = Math.max(bottom - top + 1, right - left + 1) / 20; // pixels of the drawing to one of 28
    const pixels = new Float32Array(784);
    for (let i = 0; i < 784; i++) {
      const row = massRow / mass + (Math.floor(i / 28) - 14) * scale;
      const column = massColumn / mass + ((i % 28) - 14) * scale;
      pixels[i] = mean(ink, size, row, column, scale);
    }
    return pixels;
  }

  function mean(ink, size, top, left, side) {
    let sum = 0;
    for (let row = Math.max(0, Math.floor(top)); row < Math.min(size, top + side); row++) {
      const height = Math.min(row + 1, top + side) - Math.max(row, top);
      for (let column = Math.max(0, Math.floor(left)); column < Math.min(size, left + side); column++) {
        const width = Math.min(column + 1, left + side) - Math.max(column, left);
        sum += ink[row * size + column] * height * width;
      }
    }
    return sum / (side * side);
  }

  // Examples: for each digit its strokes, x and y in turn, in hundredths of the drawing.
  const EXAMPLES = [
    [[50, 15, 35, 20, 27, 40, 27, 62, 36, 80, 50, 85, 64, 80, 73, 62, 73, 40, 65, 20, 50, 15]],
    [[42, 28, 54, 15, 54, 85]],
    [[30, 32, 36, 20, 50, 15, 64, 20, 69, 34, 62, 50, 44, 68, 30, 84, 50, 84, 74, 83]],
    [[32, 20, 48, 15, 64, 20, 66, 35, 54, 47, 44, 48, 60, 52, 69, 66, 62, 80, 46, 85, 31, 78]],
    [[36, 15, 32, 38, 30, 52, 48, 53, 70, 50], [64, 18, 62, 50, 59, 86]],
    [[68, 17, 38, 17, 34, 46, 50, 42, 65, 50, 69, 66, 60, 81, 44, 85, 31, 78]],
    [[62, 15, 46, 28, 35, 48, 31, 68, 38, 82, 52, 85, 66, 77, 67, 62, 55, 53, 40, 58, 33, 68]],
    [[28, 20, 50, 19, 72, 18, 62, 40, 52, 62, 46, 85]],
    [[62, 24, 50, 15, 37, 22, 37, 34, 50, 46, 64, 60, 66, 75, 52, 85, 37, 78, 35, 64, 48, 48, 62, 36, 62, 24]],
    [[66, 30, 54, 17, 39, 22, 33, 36, 41, 48, 56, 46, 66, 32, 66, 50, 63, 68, 58, 86]],
  ];

  function exampleStrokes(digit) {
    const toPoints = (numbers) =>
      numbers.flatMap((x, i) => (i % 2 ? [] : [[(x * SIZE) / 100, (numbers[i + 1] * SIZE) / 100]]));
    return EXAMPLES[digit].map(toPoints);
  }

  // The page

  const HELP =
    "Draw with a mouse, a finger or the keyboard: on the paper, the arrow keys move the pen, " +
    "Space lowers or lifts it, Delete clears.";
  const percent = (share) => `${(100 * share).toFixed(1)} %`;

  function build() {
    const weights = loadWeights(digitByDigit.weights);
    const canvas = (size, attributes) => element("canvas", { width: size, height: size, ...attributes });

    const paper = canvas(SIZE, {
      class: "digit-paper",
      tabindex: 0,
      role: "application",
      "aria-label": `${translate("Paper to draw a digit on.")} ${translate(HELP)}`,
    });
    const seen = canvas(28, { class: "digit-seen", role: "img" });
    const examples = element("select", {}, option("none", ""));
    examples.append(...EXAMPLES.map((_, digit) => option(String(digit))));
    const answer = element("p", { class: "widget-says", "aria-live": "polite" });
    const bars = EXAMPLES.map(() => element("span"));
    const shares = EXAMPLES.map(() => element("td"));
    const rows = EXAMPLES.map((_, digit) => {
      const bar = element("td", { class: "digit-bar" }, bars[digit]);
      return element("tr", {}, element("th", { scope: "row" }, String(digit)), bar, shares[digit]);
    });

    const sheet = paper.getContext("2d"); // shows the ink, and the pen of the arrow keys
    const ink = canvas(SIZE, {}).getContext("2d", { willReadFrequently: true });
    let strokes = [];
    let drawing = false;
    let pen = null; // the one that the arrow keys move: {at, down}

    function drawStrokes() {
      Object.assign(ink, { lineWidth: PEN, lineCap: "round", lineJoin: "round" });
      Object.assign(ink, { fillStyle: "black", strokeStyle: "white" });
      ink.fillRect(0, 0, SIZE, SIZE);
      for (const points of strokes) {
        ink.beginPath();
        ink.moveTo(...points[0]);
        points.forEach((point) => ink.lineTo(...point));
        ink.stroke();
      }
    }

    function drawPen() {
      sheet.fillStyle = "#e69f00";
      sheet.beginPath();
      sheet.arc(...pen.at, pen.down ? PEN / 2 : PEN / 4, 0, 2 * Math.PI);
      sheet.fill();
    }

    function show(finished) {
      drawStrokes();
      sheet.drawImage(ink.canvas, 0, 0);
      if (pen) drawPen();
      const { data } = ink.getImageData(0, 0, SIZE, SIZE);
      const pixels = centre(Float32Array.from({ length: SIZE * SIZE }, (_, i) => data[4 * i] / 255), SIZE);
      paint(seen, (i) => Array(3).fill(Math.round(255 * (pixels?.[i] ?? 0))));
      const probabilities = pixels ? read(pixels, weights) : new Array(10).fill(0);
      const best = pixels ? probabilities.indexOf(Math.max(...probabilities)) : null;
      probabilities.forEach((share, digit) => {
        rows[digit].classList.toggle("digit-best", digit === best);
        bars[digit].style.width = `${100 * share}%`;
        shares[digit].textContent = percent(share);
      });
      if (!finished) return; // a screen reader hears whole strokes
      const says = pixels
        ? translate("The network reads {}, with {}.", best, percent(probabilities[best]))
        : translate("The paper is empty.");
      answer.textContent = says;
      seen.setAttribute("aria-label", `${translate("What the network sees.")} ${says}`);
    }

    function start(lines) {
      [strokes, drawing] = [lines, false];
      if (pen) pen.down = false;
      show(true);
    }

    function clear() {
      examples.value = "";
      start([]);
    }

    function pointAt({ clientX, clientY }) {
      const { left, top, width, height } = paper.getBoundingClientRect();
      return [((clientX - left) / width) * SIZE, ((clientY - top) / height) * SIZE];
    }

    function lift() {
      if (drawing) show(true);
      drawing = false;
    }

    paper.addEventListener("pointerdown", (event) => {
      paper.setPointerCapture(event.pointerId);
      [drawing, pen] = [true, null];
      strokes.push([pointAt(event)]);
      show(false);
    });
    paper.addEventListener("pointermove", (event) => {
      if (!drawing) return;
      strokes.at(-1).push(pointAt(event));
      show(false);
    });
    paper.addEventListener("pointerup", lift);
    paper.addEventListener("pointercancel", lift);

    paper.addEventListener("keydown", (event) => {
      const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!move && ![" ", "Delete", "Backspace"].includes(event.key)) return;
      event.preventDefault();
      pen ??= { at: [SIZE / 2, SIZE / 2], down: false };
      if (move) {
        pen.at = pen.at.map((value, i) => Math.min(SIZE, Math.max(0, value + STEP * move[i])));
        if (pen.down) strokes.at(-1).push(pen.at);
        show(false);
      } else if (event.key === " ") {
        pen.down = !pen.down;
        if (pen.down) strokes.push([pen.at]);
        show(!pen.down);
      } else {
        clear();
      }
    });
    paper.addEventListener("blur", () => {
      pen = null;
      show(false);
    });
    examples.addEventListener("change", () => start(examples.value === "" ? [] : exampleStrokes(examples.value)));

    start([]);
    return [
      element(
        "div",
        { class: "widget-body" },
        element("figure", { class: "digit-figure" }, paper, element("figcaption", {}, translate("Draw here"))),
        element("figure", { class: "digit-figure" }, seen, element("figcaption", {}, translate("What the network sees"))),
        element("table", { class: "digit-shares" }, element("caption", {}, translate("What it says")), ...rows),
      ),
      row(button("Clear", clear), control("Example", examples)),
      answer,
      element("p", {}, translate(HELP)),
    ];
  }

  digitByDigit.digit = { centre, loadWeights, read };
  mount("digit", "Draw a digit", build);
})();
