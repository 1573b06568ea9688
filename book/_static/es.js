/* The Spanish of what scripts write: loaded by Spanish pages, before everything else. */
window.spanish = {
  // book.js
  "Show checked numbers": "Mostrar los números comprobados",
  "checked statement": "afirmación comprobada",
  "{}, compared at every test run": "{}: se compara en cada ejecución de las pruebas",
  "{}, asserted at every test run": "{}: se comprueba en cada ejecución de las pruebas",
  "{}, compared at every test run that has all of MNIST":
    "{}: se compara en cada ejecución de las pruebas que tiene todo MNIST",
  "{}, asserted at every test run that has all of MNIST":
    "{}: se comprueba en cada ejecución de las pruebas que tiene todo MNIST",
  "chosen by the authors": "elegido por los autores",
  "taken from a source: {}": "tomado de una fuente: {}",

  // several widgets
  "activation": "activación",
  "learning rate": "tasa de aprendizaje",
  "momentum": "momento",
  "One step": "Un paso",
  "Run": "Ejecutar",
  "Pause": "Pausa",
  "Start again": "Volver a empezar",
  "none": "ninguna",

  // activations.js
  "Activations to touch": "Prueba las activaciones",
  "value": "valor",
  "derivative": "derivada",
  "slope at x": "pendiente en x",
  "At x = {} the value is {} and the derivative {}.": "En x = {} el valor es {} y la derivada, {}.",
  "{} and its derivative for x from −4 to 4.": "{} y su derivada para x de −4 a 4.",

  // descent.js
  "Walk down a curve": "Bajar por una curva",
  "curve or surface": "curva o superficie",
  "one valley: x² − x − 1": "un valle: x² − x − 1",
  "two valleys: x⁴ − 0.2x³ − 5x²": "dos valles: x⁴ − 0.2x³ − 5x²",
  "a bowl: x² + y²": "un cuenco: x² + y²",
  "an elongated bowl: 0.1x² + 2y²": "un cuenco alargado: 0.1x² + 2y²",
  "a saddle: 2x² − 0.1y² + 0.01y⁴": "una silla: 2x² − 0.1y² + 0.01y⁴",
  "start": "inicio",
  "start y": "inicio (y)",
  "It has settled at the bottom.": "Se ha detenido en el fondo.",
  "It has settled in the wrong valley, a local minimum.": "Se ha detenido en el valle equivocado, un mínimo local.",
  "It stays on top of the hill: there, too, the slope is 0.":
    "Se queda en lo alto de la colina: también allí la pendiente es 0.",
  "It has settled in the deeper valley, the global minimum.":
    "Se ha detenido en el valle más profundo, el mínimo global.",
  "It stays on the saddle: there, too, the slope is 0.": "Se queda en la silla: también allí la pendiente es 0.",
  "It has left the saddle and settled in the lower valley.": "Ha dejado la silla y se ha detenido en el valle de abajo.",
  "It has left the saddle and settled in the upper valley.": "Ha dejado la silla y se ha detenido en el valle de arriba.",
  "It is far outside the picture: the walk diverges.": "Está muy lejos, fuera de la figura: el recorrido diverge.",
  "The point has left the picture on the left.": "El punto ha salido de la figura por la izquierda.",
  "The point has left the picture on the right.": "El punto ha salido de la figura por la derecha.",
  "The point has left the picture on the bottom.": "El punto ha salido de la figura por abajo.",
  "The point has left the picture on the top.": "El punto ha salido de la figura por arriba.",
  "It still swings from side to side.": "Todavía oscila de un lado a otro.",
  "It is still on its way.": "Todavía está en camino.",
  "Start: {}.": "Inicio: {}.",
  "Step {}: {}.": "Paso {}: {}.",
  "step {}": "paso {}",
  "The level lines of {}, and a walk from {}.": "Las curvas de nivel de {}, y un recorrido desde {}.",
  "The curve with {}, and a walk from {}.": "La curva con {}, y un recorrido desde {}.",
  "Step {}, outside the picture: {}.": "Paso {}, fuera de la figura: {}.",
  "Step {}, in the picture: {}.": "Paso {}, en la figura: {}.",
  "Step {}, on the curve: {}.": "Paso {}, en la curva: {}.",

  // digit.js
  "Draw a digit": "Dibuja un dígito",
  "Paper to draw a digit on.": "Papel para dibujar un dígito.",
  "Draw with a mouse, a finger or the keyboard: on the paper, the arrow keys move the pen, Space lowers or lifts it, Delete clears.":
    "Dibuja con el ratón, con un dedo o con el teclado: sobre el papel, las flechas mueven el lápiz, la barra espaciadora lo baja o lo levanta y Supr lo borra todo.",
  "Draw here": "Dibuja aquí",
  "What the network sees": "Lo que ve la red",
  "What the network sees.": "Lo que ve la red.",
  "What it says": "Lo que dice",
  "The network reads {}, with {}.": "La red lee {}, con {}.",
  "The paper is empty.": "El papel está vacío.",
  "Clear": "Borrar",
  "Example": "Imagen de ejemplo",

  // learn.js
  "Train it here": "Entrénala aquí",
  "hidden layers": "capas ocultas",
  "one": "una",
  "two": "dos",
  "units in each": "unidades en cada una",
  "optimizer": "optimizador",
  "dropout rate": "tasa de descarte",
  "seed": "semilla",
  "Learn": "Aprender",
  "Stop": "Parar",
  "More settings": "Más ajustes",
  "Learn loads the digits, about one megabyte, and a network learns them in this page.":
    "«Aprender» carga los dígitos, alrededor de un megabyte, y una red los aprende en esta página.",
  "The digits are being loaded.": "Se están cargando los dígitos.",
  "The digits could not be loaded.": "No se han podido cargar los dígitos.",
  "Learning. {}": "Aprendiendo. {}",
  "Stopped. {}": "Detenida. {}",
  "1 epoch": "1 época",
  "{} epochs": "{} épocas",
  "1 step": "1 paso",
  "{} steps": "{} pasos",
  "{} and {}": "{} y {}",
  "After {} it reads {} of the digits that it learns from and {} of the kept-back ones.":
    "Después de {} lee bien el {} de los dígitos de los que aprende y el {} de los apartados.",
  "Before it learns it reads {} of the digits that it learns from and {} of the kept-back ones.":
    "Antes de aprender lee bien el {} de los dígitos de los que va a aprender y el {} de los apartados.",
  "Loss": "Pérdida",
  "Read right, in per cent": "Porcentaje de aciertos",
  "{}, by epoch": "{}, por época",
  "{} by epoch: {} on the digits it learns from, {} on the kept-back ones.":
    "{}, por época: {} en los dígitos de los que aprende, {} en los apartados.",
  "{} by epoch: not measured yet.": "{}, por época: todavía sin medir.",
  "Weights of the first layer's {} units: blue is positive, up to {}, red negative.":
    "Pesos de las {} unidades de la primera capa: el azul es positivo, hasta {}; el rojo, negativo.",
  "Weights of the first layer's {} units, {} of them: blue is positive, up to {}, red negative.":
    "Pesos de las {} unidades de la primera capa, {} de ellas: el azul es positivo, hasta {}; el rojo, negativo.",
  "Kept-back digits that it reads wrong: {}.": "Dígitos apartados que lee mal: {}.",
  "{} read as {}": "{} como {}",
  "a {} read as {}": "un {} leído como {}",
  "nothing": "nada",
  "None.": "Ninguno.",
  "a thousand of the digits that it learns from": "mil de los dígitos de los que aprende",
  "the thousand kept-back digits": "los mil dígitos apartados",

  // race.js
  "Four optimizers on a surface": "Cuatro optimizadores en una superficie",
  "surface": "superficie",
  "elongated: 0.1x² + 2y²": "alargada: 0.1x² + 2y²",
  "flatter: 0.01x² + 2y²": "más plana: 0.01x² + 2y²",
  "elongated, turned": "alargada, girada",
  "saddle: 2x² − 0.1y² + 0.01y⁴": "silla: 2x² − 0.1y² + 0.01y⁴",
  "{}, rate": "{}, tasa",
  "far away": "muy lejos",
  "Step {}. From the bottom: {}.": "Paso {}. Distancia al fondo: {}.",
  "Level lines of the surface {}, and four walks over it.":
    "Curvas de nivel de la superficie «{}», y cuatro recorridos por ella.",

  // xor.js
  "One unit tries XOR": "Una unidad prueba XOR",
  "question": "pregunta",
  "or: is at least one pixel black?": "or: ¿hay algún píxel negro?",
  "and: are both black?": "and: ¿son negros los dos?",
  "XOR: do they differ?": "XOR: ¿son distintos?",
  "first weight": "primer peso",
  "second weight": "segundo peso",
  "bias": "sesgo",
  "yes": "sí",
  "yes, right": "sí, bien",
  "yes, wrong": "sí, mal",
  "no, right": "no, bien",
  "no, wrong": "no, mal",
  "{} of 4 right. {}.": "Aciertos: {} de 4. {}.",
  "The four pictures at the corners of a square, and the unit's border.":
    "Las cuatro imágenes en las esquinas de un cuadrado, y la frontera de la unidad.",
  "To the right the first pixel, upwards the second. A filled corner wants a yes; the unit says yes on the blue side.":
    "Hacia la derecha, el primer píxel; hacia arriba, el segundo. Una esquina rellena pide un sí; la unidad dice sí en el lado azul.",
};
