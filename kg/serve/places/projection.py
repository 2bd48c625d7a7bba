"""Where a point of the globe lies on the base map of `kg/serve/web/world.js`.

Source: B. Šavrič, B. Jenny, T. Patterson, D. Petrovič, L. Hurni: A Polynomial Equation for the
Natural Earth Projection. Cartography and Geographic Information Science 38 (4), 2011.
"""

from math import pi, radians

from kg.coordinates import Coordinates

WIDTH = 10_000
HEIGHT = 5_200
EQUATOR = 0.8707  # half its length on the map for each radian
SCALE = WIDTH / (2 * pi * EQUATOR)


def project(at: Coordinates) -> tuple[float, float]:
    """The point on the base map, in its units from its upper left corner.

    >>> project(Coordinates(0, 0)), project(Coordinates(55.8, 37.6))
    ((5000.0, 2600.0), (5881.7, 815.5))
    """
    y = radians(at.latitude)
    square, fourth = y**2, y**4
    length = (
        EQUATOR
        - 0.131979 * square
        + fourth * (-0.013791 + fourth * (0.003971 * square - 0.001529 * fourth))
    )
    height = y * (
        1.007226
        + square * (0.015085 + fourth * (-0.044475 + 0.028874 * square - 0.005916 * fourth))
    )
    return (
        round(WIDTH / 2 + SCALE * radians(at.longitude) * length, 1),
        round(HEIGHT / 2 - SCALE * height, 1),
    )
