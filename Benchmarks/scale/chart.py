"""Charts of time against size, both axes logarithmic, as SVG."""

import math

COLOURS = ["#1f6feb", "#d1570b", "#1a7f37", "#8250df", "#6e7781"]
PANEL_WIDTH, PANEL_HEIGHT, LEFT, TOP, GAP = 330, 260, 62, 40, 96


def ticks(low, high):
    return range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)


def number(value):
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


class Panel:
    """One chart: lines of (size, seconds) by name."""

    def __init__(self, title, unit, lines, left):
        self.title, self.unit, self.lines, self.left = title, unit, lines, left
        points = [point for line in lines.values() for point in line]
        self.x = ticks(min(x for x, _ in points), max(x for x, _ in points))
        self.y = ticks(min(y for _, y in points), max(y for _, y in points))

    def place(self, x, y):
        def along(value, axis):
            return (math.log10(value) - axis[0]) / (axis[-1] - axis[0])

        return self.left + along(x, self.x) * PANEL_WIDTH, TOP + (1 - along(y, self.y)) * PANEL_HEIGHT

    def svg(self):
        right, bottom = self.left + PANEL_WIDTH, TOP + PANEL_HEIGHT
        yield f'<text x="{self.left}" y="{TOP - 16}" font-weight="600">{self.title}</text>'
        for power in self.x:
            x, _ = self.place(10**power, 10 ** self.y[0])
            yield f'<line class="grid" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{bottom}"/>'
            yield f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{number(10**power)}</text>'
        for power in self.y:
            _, y = self.place(10 ** self.x[0], 10**power)
            yield f'<line class="grid" x1="{self.left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>'
            yield f'<text x="{self.left - 8}" y="{y + 4:.1f}" text-anchor="end">{number(10**power)} s</text>'
        yield f'<text x="{(self.left + right) / 2}" y="{bottom + 38}" text-anchor="middle">{self.unit}</text>'
        for index, (name, line) in enumerate(self.lines.items()):
            colour = COLOURS[index % len(COLOURS)]
            places = [self.place(x, y) for x, y in line]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
            yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
            for x, y in places:
                yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'
            legend = bottom + 62 + 18 * index
            yield f'<rect x="{self.left}" y="{legend - 9}" width="14" height="4" fill="{colour}"/>'
            yield f'<text x="{self.left + 22}" y="{legend}">{name}</text>'


def chart(panels):
    """The SVG text of panels side by side, each a title, a unit and its lines."""
    drawn, left = [], LEFT
    for title, unit, lines in panels:
        drawn.append(Panel(title, unit, lines, left))
        left += PANEL_WIDTH + GAP
    width = left - GAP + 24
    height = TOP + PANEL_HEIGHT + 62 + 18 * max(len(panel.lines) for panel in drawn)
    body = "\n".join(element for panel in drawn for element in panel.svg())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="system-ui, sans-serif" font-size="12" fill="#1f2328">\n'
        "<style>.grid { stroke: #d8dee4; stroke-width: 1 }</style>\n"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n{body}\n</svg>\n'
    )
