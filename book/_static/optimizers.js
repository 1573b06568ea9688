/* Four of Keras's optimizers with its defaults: a step changes the weights `w` by their slopes `g`, at a rate, and
   remembers in the two arrays `m` and `s`, which are zero at first. `t` counts the steps from 1. */
digitByDigit.optimizers = {
  SGD: {
    rate: 0.01,
    step(w, g, rate) {
      for (let i = 0; i < w.length; i++) w[i] -= rate * g[i];
    },
  },
  momentum: {
    rate: 0.01,
    step(w, g, rate, { m }) {
      for (let i = 0; i < w.length; i++) {
        m[i] = 0.9 * m[i] - rate * g[i];
        w[i] += m[i];
      }
    },
  },
  RMSprop: {
    rate: 0.001,
    step(w, g, rate, { s }) {
      for (let i = 0; i < w.length; i++) {
        s[i] = 0.9 * s[i] + 0.1 * g[i] * g[i];
        w[i] -= (rate * g[i]) / Math.sqrt(s[i] + 1e-7);
      }
    },
  },
  Adam: {
    rate: 0.001,
    step(w, g, rate, { m, s }, t) {
      const corrected = (rate * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t);
      for (let i = 0; i < w.length; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i];
        s[i] = 0.999 * s[i] + 0.001 * g[i] * g[i];
        w[i] -= (corrected * m[i]) / (Math.sqrt(s[i]) + 1e-7);
      }
    },
  },
};
