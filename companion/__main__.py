"""Train the book's classifier on whatever MNIST is found: `python -m companion`."""

import warnings

from companion.datasets import load_mnist, to_vectors
from companion.models import build_mlp
from companion.training import train


def main():
    warnings.formatwarning = lambda message, *_: f"Note: {message}\n"
    (x_train, y_train), (x_test, y_test) = load_mnist()
    model = build_mlp([256, 256], rate=0.45)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    print(f"Training {model.count_params():,} parameters on {len(x_train):,} digits.")
    train(model, to_vectors(x_train), y_train, epochs=10)
    _, accuracy = model.evaluate(to_vectors(x_test), y_test, batch_size=1000, verbose=0)
    print(f"Accuracy on {len(x_test):,} test digits: {accuracy:.2%}")


if __name__ == "__main__":
    main()
