/* Train it here: a network learns the sample's 5,000 digits in the page, from digits.js. */
(() => {
  "use strict";
  const { element, svg, button, row, option, control, slider, number, plot, key, paint, mount, network, optimizers } = digitByDigit;
  const FOLDER = document.currentScript.src;
  const [TRAINING, KEPT] = [4000, 1000];
  const BATCH = 32;
  const UPDATES = TRAINING / BATCH; // in an epoch
  const EPOCHS = 20; // in one run
  const SLICE = 10; // milliseconds of work in a frame: the page stays alive
  const RATES = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1];
  const UNITS = [4, 16, 32, 64, 128, 256];
  const LAYERS = ["none", "one", "two"];
  const SHOWN = 16; // pictures in a row of them

  let digits; // a promise, once somebody asks for them

  /* A page that is opened from a disk may load scripts only, so the digits are one. */
  function load() {
    digits ??= new Promise((onload, onerror) => {
      document.head.append(element("script", { src: new URL("digits.js", FOLDER), onload, onerror }));
    }).then(unpack);
    return digits;
  }

  async function unpack() {
    const { body } = await fetch(`data:;base64,${digitByDigit.digits}`);
    const stream = body.pipeThrough(new DecompressionStream("deflate"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    const count = bytes.length / 785; // 784 pixels each, and behind them all the labels
    const pixels = new Float32Array(784 * count);
    for (let i = 0; i < pixels.length; i++) pixels[i] = bytes[i] / 255;
    const pictures = Array.from({ length: count }, (_, i) => pixels.subarray(784 * i, 784 * (i + 1)));
    return { pictures, labels: bytes.subarray(784 * count) };
  }

  const percent = (share) => `${number(100 * share, 1)}\u00a0%`;
  const mix = (from, to, share) => from.map((value, i) => Math.round(value + share * (to[i] - value)));
  const [WHITE, BLUE, RED] = [[255, 255, 255], [0, 90, 170], [180, 20, 40]];
  const diverging = (value) => mix(WHITE, value > 0 ? BLUE : RED, Math.abs(value)); // from −1 to 1

  function list(label, names, changed) {
    const select = element("select", { onchange: changed });
    select.append(...names.map((name) => option(String(name))));
    return Object.assign(control(label, select), { select });
  }

  function build(place) {
    let data, net, steps, order, points, misread, frame;

    const layers = list("hidden layers", LAYERS, start);
    const units = list("units in each", UNITS, start);
    const activation = list("activation", Object.keys(network.activations), start);
    const optimizer = list("optimizer", Object.keys(optimizers), choose);
    const range = (max, step) => ({ min: 0, max, step, value: 0 });
    const rate = slider("learning rate", range(RATES.length - 1, 1), (i) => String(RATES[i]), () => {});
    const dropout = slider("dropout rate", range(0.8, 0.1), (x) => number(x, 1), () => {});
    const seed = slider("seed", range(20, 1), String, start);
    const says = element("p", { class: "widget-says", "aria-live": "polite" });
    const charts = element("div", { class: "widget-body" });
    const weights = element("div", { class: "learn-pictures", role: "img" });
    const wrong = element("div", { class: "learn-pictures", role: "img" });
    const weightsTitle = element("p", { class: "learn-title" });
    const wrongTitle = element("p", { class: "learn-title" });
    const learn = button("Learn", () => (frame ? stop() : ask(go)));

    function choose() {
      rate.set(RATES.indexOf(optimizers[optimizer.select.value].rate));
      start();
    }

    function start() {
      stop();
      const hidden = Array(LAYERS.indexOf(layers.select.value)).fill(Number(units.select.value));
      units.hidden = activation.hidden = dropout.hidden = hidden.length === 0;
      net = network.build({
        sizes: [784, ...hidden, 10],
        activation: activation.select.value,
        optimizer: optimizer.select.value,
        seed: seed.get(),
      });
      order = Array.from({ length: TRAINING }, (_, i) => i);
      [steps, points, misread] = [0, [], []];
      show();
      tell(data ? "" : "Learn loads the digits, about one megabyte, and a network learns them in this page.");
    }

    /* Do it once the digits are here. */
    async function ask(act) {
      stop();
      if (!data) tell("The digits are being loaded.");
      data ??= await load().catch(() => null);
      data ? act() : tell("The digits could not be loaded.");
    }

    /* One mini-batch; a new order of the digits for each epoch. */
    function advance() {
      const first = (steps % UPDATES) * BATCH;
      for (let i = first ? 0 : TRAINING - 1; i > 0; i--) {
        const j = Math.floor(net.random() * (i + 1));
        [order[i], order[j]] = [order[j], order[i]];
      }
      const batch = order.slice(first, first + BATCH);
      const pictures = batch.map((i) => data.pictures[i]);
      net.step(pictures, batch.map((i) => data.labels[i]), RATES[rate.get()], dropout.hidden ? 0 : dropout.get());
      steps += 1;
    }

    /* Read the kept-back digits, and as many of the others. */
    function* measure() {
      const point = { epoch: steps / UPDATES };
      const errors = [];
      for (const [name, from] of [["learnt", 0], ["kept", TRAINING]]) {
        let [loss, right] = [0, 0];
        for (let i = from; i < from + KEPT; i++) {
          const probabilities = net.forward(data.pictures[i]);
          const answer = probabilities.indexOf(Math.max(...probabilities)); // −1 if training has diverged to NaN
          const label = data.labels[i];
          loss -= Math.log(Math.max(probabilities[label], 1e-7));
          if (answer === label) right += 1;
          else if (from) errors.push({ picture: data.pictures[i], label, answer });
          if (i % BATCH === 0) yield;
        }
        point[name] = { loss: loss / KEPT, accuracy: right / KEPT };
      }
      misread = errors;
      points.push(point);
      show();
      tell(frame ? "Learning. {}" : "{}", words());
    }

    function* run() {
      if (!points.length) yield* measure();
      for (const end = steps + EPOCHS * UPDATES; steps < end; ) {
        advance();
        yield;
        if (steps % UPDATES === 0) yield* measure();
      }
    }

    function go() {
      const work = run();
      learn.textContent = translate("Stop");
      says.setAttribute("aria-live", "off");
      const slice = () => {
        frame = requestAnimationFrame(slice);
        const end = performance.now() + SLICE;
        while (performance.now() < end) if (work.next().done) return stop();
      };
      frame = requestAnimationFrame(slice);
    }

    function stop() {
      if (!frame) return;
      cancelAnimationFrame(frame);
      frame = null;
      learn.textContent = translate("Learn");
      says.setAttribute("aria-live", "polite");
      tell("Stopped. {}", words());
    }

    function once() {
      advance();
      for (const _ of measure());
    }

    function tell(text, ...values) {
      says.textContent = translate(text, ...values);
    }

    function words() {
      const point = points.at(-1);
      if (!point) return "";
      const counts = { epoch: Math.floor(point.epoch), step: Math.round((point.epoch % 1) * UPDATES) };
      const passed = Object.entries(counts).filter(([, count]) => count);
      const told = passed.map(([name, count]) => translate(count === 1 ? `1 ${name}` : `{} ${name}s`, count));
      const after = told.length === 2 ? [translate("{} and {}", ...told)] : told;
      return translate(
        after.length
          ? "After {} it reads {} of the digits that it learns from and {} of the kept-back ones."
          : "Before it learns it reads {} of the digits that it learns from and {} of the kept-back ones.",
        ...after,
        ...[point.learnt.accuracy, point.kept.accuracy].map(percent),
      );
    }

    function chart(title, key, axes, written) {
      const last = points.at(-1);
      const right = EPOCHS * Math.max(1, Math.ceil((last?.epoch ?? 0) / EPOCHS));
      const xTicks = [0, right / 4, right / 2, (3 * right) / 4, right];
      const scale = plot({ left: 0, right, xTicks, height: 190, ...axes });
      for (const [part, style] of [["learnt", "blue"], ["kept", "orange"]]) {
        const finite = points.filter((point) => isFinite(point[part][key]));
        const corners = finite.map((point) => [scale.x(point.epoch), scale.y(point[part][key] * (axes.times ?? 1))]);
        scale.front.append(svg("polyline", { class: style, points: corners.join(" ") }));
      }
      const told = last
        ? "{} by epoch: {} on the digits it learns from, {} on the kept-back ones."
        : "{} by epoch: not measured yet.";
      const values = last ? [last.learnt, last.kept].map((part) => written(part[key])) : [];
      scale.picture.setAttribute("aria-label", translate(told, translate(title), ...values));
      const caption = element("figcaption", {}, translate("{}, by epoch", translate(title)));
      return element("figure", { class: "learn-chart" }, caption, scale.picture);
    }

    function show() {
      const loss = { bottom: 0, top: 2.5, yTicks: [0, 1, 2] };
      const accuracy = { bottom: 50, top: 100, yTicks: [50, 60, 70, 80, 90, 100], times: 100 };
      charts.replaceChildren(
        chart("Loss", "loss", loss, (value) => number(value)),
        chart("Read right, in per cent", "accuracy", accuracy, percent),
      );

      const [w] = net.weights;
      const columns = w.length / 784;
      const limit = w.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
      const first = Array.from({ length: Math.min(SHOWN, columns) }, (_, unit) =>
        paint(element("canvas"), (i) => diverging(w[i * columns + unit] / limit)),
      );
      weights.replaceChildren(...first);
      weightsTitle.textContent = translate(
        columns > SHOWN
          ? "Weights of the first layer's {} units, {} of them: blue is positive, up to {}, red negative."
          : "Weights of the first layer's {} units: blue is positive, up to {}, red negative.",
        ...(columns > SHOWN ? [columns, SHOWN] : [columns]),
        number(limit),
      );
      weights.setAttribute("aria-label", weightsTitle.textContent);

      const named = misread
        .slice(0, SHOWN)
        .map((one) => ({ ...one, answer: one.answer < 0 ? translate("nothing") : one.answer }));
      wrong.replaceChildren(
        ...named.map(({ picture, label, answer }) =>
          element(
            "figure",
            {},
            paint(element("canvas"), (i) => Array(3).fill(255 - Math.round(255 * picture[i]))),
            element("figcaption", {}, translate("{} read as {}", label, answer)),
          ),
        ),
      );
      const listed = named.map(({ label, answer }) => translate("a {} read as {}", label, answer)).join(", ");
      wrong.setAttribute("aria-label", listed || translate("None."));
      wrongTitle.textContent = points.length
        ? translate("Kept-back digits that it reads wrong: {}.", misread.length)
        : "";
      wrong.hidden = !named.length;
    }

    const more = element("div", { class: "learn-settings" }, activation, dropout, optimizer, rate, seed);
    const fold = button("More settings", () => {
      more.hidden = !more.hidden;
      fold.setAttribute("aria-expanded", !more.hidden);
    });
    more.hidden = true;
    fold.setAttribute("aria-expanded", false);
    layers.select.value = LAYERS[place.dataset.layers ?? 1];
    units.select.value = place.dataset.units ?? 64;
    optimizer.select.value = "Adam";
    choose();
    const keys = [key("blue", "a thousand of the digits that it learns from"), key("orange", "the thousand kept-back digits")];
    const buttons = [learn, button("One step", () => ask(once)), button("Start again", start), fold];
    return [
      charts,
      element("p", { class: "learn-title" }, ...keys),
      says,
      element("div", { class: "learn-settings" }, layers, units),
      more,
      row(...buttons),
      weightsTitle,
      weights,
      wrongTitle,
      wrong,
    ];
  }

  digitByDigit.load = load;
  mount("learn", "Train it here", build);
})();
