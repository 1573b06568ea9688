/* A network of dense layers that learns: forwards and backwards through the layers, example by example. */
(() => {
  "use strict";
  const { optimizers } = digitByDigit;

  // Each function, and its slope as its value tells it.
  const activations = {
    relu: [(z) => (z > 0 ? z : 0), (a) => (a > 0 ? 1 : 0)],
    sigmoid: [(z) => 1 / (1 + Math.exp(-z)), (a) => a * (1 - a)],
    tanh: [Math.tanh, (a) => 1 - a * a],
  };

  /* Random numbers from 0 to 1 that a seed repeats: a state of 32 bits, shifted and mixed (xorshift). */
  function randomFrom(seed) {
    let state = Math.imul(seed + 1, 0x9e3779b1);
    return () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) / 2 ** 32;
    };
  }

  function softmax(scores) {
    const largest = Math.max(...scores);
    let sum = 0;
    for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp(scores[i] - largest);
    for (let i = 0; i < scores.length; i++) scores[i] /= sum;
  }

  // What an optimizer remembers fades by the step; in 32 bits it would soon be so small that arithmetic slows down.
  const parameter = (w) => ({
    w,
    g: new Float32Array(w.length),
    memory: { m: new Float64Array(w.length), s: new Float64Array(w.length) },
  });

  /* `sizes` counts the inputs, the units of each hidden layer, and the outputs. Weights stand row by row, as in Keras. */
  function build({ sizes, activation = "relu", optimizer = "Adam", seed = 0 }) {
    const random = randomFrom(seed);
    const [bend, slope] = activations[activation];
    const layers = sizes.slice(1).map((units, i) => {
      const limit = Math.sqrt(6 / (sizes[i] + units)); // Glorot's, Keras's default
      const kernel = Float32Array.from({ length: sizes[i] * units }, () => limit * (2 * random() - 1));
      return {
        units,
        kernel: parameter(kernel),
        bias: parameter(new Float32Array(units)),
        out: new Float64Array(units), // what it gives
        scale: new Float64Array(units).fill(1), // what dropout multiplies that by
        error: new Float64Array(units), // the slope of the loss along each score
      };
    });
    const last = layers.at(-1);
    const parameters = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
    let steps = 0;

    /* The probabilities for one picture. */
    function forward(x, rate = 0) {
      for (const { units, kernel: { w }, bias, out, scale } of layers) {
        out.set(bias.w);
        for (let i = 0; i < x.length; i++) {
          const value = x[i]; // most pixels are white
          if (value !== 0) for (let j = 0, k = i * units; j < units; j++, k++) out[j] += value * w[k];
        }
        if (out === last.out) break;
        for (let j = 0; j < units; j++) {
          scale[j] = rate > 0 && random() < rate ? 0 : 1 / (1 - rate);
          out[j] = scale[j] && scale[j] * bend(out[j]);
        }
        x = out;
      }
      softmax(last.out);
      return last.out;
    }

    /* After `forward` with the same picture: add its slopes, as one of `count` pictures. */
    function backward(x, label, count) {
      for (let j = 0; j < last.units; j++) last.error[j] = (last.out[j] - (j === label)) / count;
      for (let l = layers.length - 1; l >= 0; l--) {
        const { units, kernel: { w, g }, bias, error } = layers[l];
        const below = layers[l - 1];
        const input = below ? below.out : x;
        for (let j = 0; j < units; j++) bias.g[j] += error[j];
        for (let i = 0; i < input.length; i++) {
          const value = input[i];
          if (value !== 0) for (let j = 0, k = i * units; j < units; j++, k++) g[k] += value * error[j];
          if (!below) continue;
          below.error[i] = 0;
          if (below.scale[i] === 0) continue;
          let sum = 0;
          for (let j = 0, k = i * units; j < units; j++, k++) sum += w[k] * error[j];
          below.error[i] = sum * below.scale[i] * slope(value / below.scale[i]);
        }
      }
    }

    /* One step on a mini-batch, at a learning rate and a rate of dropout. */
    function step(pictures, labels, learningRate, dropout = 0) {
      for (const { g } of parameters) g.fill(0);
      pictures.forEach((x, i) => {
        forward(x, dropout);
        backward(x, labels[i], pictures.length);
      });
      steps += 1;
      for (const { w, g, memory } of parameters) optimizers[optimizer].step(w, g, learningRate, memory, steps);
    }

    return { forward, step, random, weights: parameters.map(({ w }) => w) };
  }

  digitByDigit.network = { activations, build };
})();
