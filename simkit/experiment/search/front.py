"""Which schemes are not beaten on every goal (the Pareto front), and in which order the best are tried again.

Scheme a dominates b when it is at least as good on every goal and better on one.  The first layer is what nobody
dominates, the second what nobody dominates once the first is taken away, and so on (non-dominated sorting).  Within a
layer those come first that stand furthest from their neighbours, the ends before all others (crowding distance), so
that a few of them show the whole front.  With one goal the layers are simply the order.

Reference: Deb, Pratap, Agarwal and Meyarivan 2002, IEEE Trans. Evol. Comp. 6 (NSGA-II).
"""

from __future__ import annotations

import numpy as np

from simkit.arrays import Array, Index


def layers(goals: Array) -> list[Index]:
    """Numbers of the schemes of each layer, in their order; `goals` (scheme, goal), higher is better.

    >>> [layer.tolist() for layer in layers(np.array([[1.0, 3.0], [2.0, 2.0], [1.0, 2.0], [3.0, 1.0]]))]
    [[0, 1, 3], [2]]
    """
    left = np.arange(len(goals))
    found = []
    while len(left):
        x = goals[left]
        no_worse = (x[:, None, :] >= x[None, :, :]).all(axis=-1)
        better = (x[:, None, :] > x[None, :, :]).any(axis=-1)
        beaten = (no_worse & better).any(axis=0)
        found.append(left[~beaten])
        left = left[beaten]
    return found


def crowding(goals: Array) -> Array:
    """Distance of each scheme of a layer to its neighbours (scheme,), infinite at the ends; `goals` (scheme, goal).

    >>> crowding(np.array([[0.0, 4.0], [1.0, 3.0], [4.0, 0.0]])).tolist()  # (4 - 0) / 4 in both goals
    [inf, 2.0, inf]
    """
    distance = np.zeros(len(goals))
    for x in goals.T:
        order = np.argsort(x, kind="stable")
        width = x[order[-1]] - x[order[0]]
        distance[order[[0, -1]]] = np.inf
        if width > 0.0 and len(order) > 2:
            distance[order[1:-1]] += (x[order[2:]] - x[order[:-2]]) / width
    return distance


def best_first(goals: Array) -> list[int]:
    """Numbers of all schemes: layer by layer, the least crowded first; `goals` (scheme, goal), higher is better.

    >>> best_first(np.array([[1.0], [3.0], [2.0]]))
    [1, 2, 0]
    >>> best_first(np.array([[0.0, 4.0], [1.0, 3.0], [0.5, 2.0], [4.0, 0.0]]))
    [0, 3, 1, 2]
    """
    return [
        int(scheme) for layer in layers(goals) for scheme in layer[np.argsort(-crowding(goals[layer]), kind="stable")]
    ]
