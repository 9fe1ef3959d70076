"""The page that answers, used as a reader uses it: by what is written on it and by the roles of its parts."""

import re
from urllib.parse import unquote

REFERENCE = "#v=1&a=kmeans&d=mtcars&x=weight,horsepower&z=none&k=2&c=1000,150;1500,150&e=keep"
NINE = "#v=1&a=dbscan&d=lesson-nine&x=x,y&z=none&eps=1.98&m=4&o=rows"


class Explorer:
    """A page in a browser, and how its parts are found."""

    def __init__(self, page, within=None):
        self.page = page
        self.whole = within or page
        self.address = page.url.partition("#")[0]

    # What is there

    @property
    def plane(self):
        return self.whole.get_by_role("application")

    @property
    def state(self):
        """Where the reader is: ``"place"``, ``"eps"``, ``"step"``, ``"end"`` or ``"predict"``."""
        return self.whole.locator("[data-state]").get_attribute("data-state")

    @property
    def kind(self):
        return self.whole.locator("[data-state]").get_attribute("data-kind")

    @property
    def caption(self):
        """What a reader aloud says of the picture."""
        words = self.whole.locator(".caption > span").first.text_content()
        return words.replace("\N{NO-BREAK SPACE}", " ")

    @property
    def said(self):
        """All that is said besides: in live regions and beside fields."""
        texts = self.whole.locator("[role=status]:visible, .problem:visible").all_text_contents()
        return " ".join(text for text in texts if text)

    @property
    def link(self):
        return unquote(self.page.evaluate("location.hash"))

    @property
    def link_values(self):
        return dict(part.split("=", 1) for part in self.link.lstrip("#").split("&") if part)

    @property
    def starts(self):
        return [
            tuple(map(float, place.split(","))) for place in self.link_values.get("c", "").split(";") if place
        ]

    @property
    def alt(self):
        return self.plane.get_by_role("img").get_attribute("aria-label")

    def unfold(self):
        """Open the table of all points."""
        self.whole.get_by_text("All points as a table").click()
        self.whole.get_by_role("table", name="Points at this step").wait_for()

    def box(self, name):
        """A field for text; what is wrong with it is said in its label, too."""
        return self.whole.get_by_role("textbox", name=re.compile(rf"^{re.escape(name)}(?![\w-])"))

    def cells(self, name="Clusters"):
        """The rows of a table, as they are read."""
        rows = self.whole.get_by_role("group", name=name).locator("tbody tr").all()
        return [[cell.strip() for cell in row.locator("td, th").all_text_contents()] for row in rows]

    def centres(self):
        """Centres at this step, to their last bit."""
        table = self.whole.get_by_role("group", name="Clusters")
        values = table.locator("[data-value]").evaluate_all("all => all.map(one => one.dataset.value)")
        return list(zip(map(float, values[::2]), map(float, values[1::2]), strict=True))

    @property
    def w(self):
        """The objective at this step, to its last bit."""
        return float(self.whole.get_by_role("figure", name="W, the sum").get_attribute("data-value"))

    def labels(self):
        """The cluster of every point as the plane shows it, from 0; -1 for none."""
        return self.plane.locator("path[data-cluster]").evaluate_all(
            "all => all.map(one => +one.dataset.cluster)"
        )

    def picture(self):
        """What the plane shows, and where, as text that is equal for equal pictures."""
        return self.plane.evaluate(_PICTURE)

    @property
    def problems(self):
        """What is wrong with the link, in words."""
        return self.whole.locator(".explorer > .problem").first.text_content()

    # What a reader does

    def go(self, link):
        """Follow a link to the same page."""
        self.page.evaluate(
            "link => { location.hash = link; return new Promise(done => setTimeout(done, 5)); }", link
        )

    def open(self, path):
        """Open a file of the reader, and wait until it is there or refused."""
        self.whole.get_by_label("Open a CSV file").set_input_files(path)
        self.page.wait_for_timeout(150)

    def press(self, name, times=1):
        button = self.whole.get_by_role("button", name=name, exact=True)
        for _ in range(times):
            button.click()

    def choose(self, name, option):
        self.whole.get_by_role("combobox", name=name, exact=True).select_option(option)

    def pick(self, name):
        """One of several that are all in sight."""
        self.whole.get_by_role("radio", name=name, exact=True).check(force=True)

    def type(self, name, text):
        field = self.box(name)
        field.fill(text)
        field.press("Enter")

    def field(self, name):
        return self.box(name).input_value()

    def type_starts(self, *places):
        for number, place in enumerate(places, start=1):
            for axis, value in zip(("across", "up"), place, strict=True):
                self.type(f"centre {number}, {axis}", str(value))

    def at(self, x, y):
        """Give where a place, in original units, is within the plane, by the ticks that are written there."""
        return self.plane.evaluate(_PLACE, [x, y])

    def click(self, x, y, **how):
        px, py = self.at(x, y)
        self.plane.click(position={"x": px, "y": py}, **how)

    def tap(self, x, y):
        px, py = self.at(x, y)
        self.plane.tap(position={"x": px, "y": py})

    def tap_by_key(self, key):
        """Look at a point by a key, and stay there."""
        self.plane.focus()
        self.plane.press(key)

    def look_at(self, x, y):
        px, py = self.at(x, y)
        self.plane.hover(position={"x": px, "y": py})

    def drag(self, from_place, to_place):
        box = self.plane.bounding_box()
        (x, y), (to_x, to_y) = self.at(*from_place), self.at(*to_place)
        mouse = self.page.mouse
        mouse.move(box["x"] + x, box["y"] + y)
        mouse.down()
        mouse.move(box["x"] + (x + to_x) / 2, box["y"] + (y + to_y) / 2, steps=4)
        mouse.move(box["x"] + to_x, box["y"] + to_y)
        mouse.up()


# Without what letters are measured by.
_PICTURE = """pad => [...pad.querySelectorAll("svg > *")].map(one => one.outerHTML)
  .filter(text => !text.includes('opacity="0"')).join()"""

# Two ticks of an axis give its scale: their texts are numbers, and they stand at their places.
_PLACE = """(pad, place) => {
  const box = pad.getBoundingClientRect();
  const all = [...pad.querySelector("svg").querySelectorAll("text.tick")];
  const ticks = all.filter(one => one.textContent).map(one => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    const value = Number(one.textContent.replace("\\u2212", "-").replace(/,/g, ""));
    return [value, (left + right) / 2 - box.left, (top + bottom) / 2 - box.top, one.getAttribute("text-anchor")];
  });
  const across = ticks.filter(one => one[3] === "middle");
  const up = ticks.filter(one => !across.includes(one));
  const placed = (known, side, value) => {
    const [first, last] = [known[0], known[known.length - 1]];
    return first[side] + ((value - first[0]) * (last[side] - first[side])) / (last[0] - first[0]);
  };
  return [placed(across, 1, place[0]), placed(up, 2, place[1])];
}"""


def number(text):
    """Read a number as the page writes it."""
    return float(re.sub(r"[^\d.eE-]", "", text.replace("\N{MINUS SIGN}", "-")))
