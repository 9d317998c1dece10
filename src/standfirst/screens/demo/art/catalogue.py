"""A room of the gallery: drawings entered under the keys of the stories that they belong to."""

from collections.abc import Callable

from standfirst.screens.demo.art.canvas import Canvas

Drawing = Callable[[Canvas], None]


class Room(dict[str, Drawing]):
    def picture(self, key: str) -> Callable[[Drawing], Drawing]:
        def enter(drawing: Drawing) -> Drawing:
            if key in self:
                raise ValueError(f"two drawings are entered as {key}")
            self[key] = drawing
            return drawing

        return enter
