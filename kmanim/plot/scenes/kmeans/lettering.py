"""Where letters stand at every keyframe: numbers of centroids, distances, names, and how many share a spot."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box
from kmanim.plot.labels.free_room import CLOSE, COVERS, FreeRoom
from kmanim.plot.labels.labels import Label
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import Stage
from kmanim.plot.marks.centroids import number_places
from kmanim.plot.marks.distances import longest_piece, ring_size, value_style
from kmanim.plot.marks.duplicates import SharedPlaces, count_style
from kmanim.plot.marks.fanned import fanned
from kmanim.plot.marks.insets import hint_of, leader_of
from kmanim.plot.marks.old_centroids import is_far
from kmanim.plot.marks.pills import Pill, pills_of
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.seeding_weights import newest_size, weighed_sizes
from kmanim.plot.marks.switched import Switched
from kmanim.plot.render.text_width import fitted
from kmanim.plot.scenes.kmeans.distance_cards import DistanceCards
from kmanim.plot.scenes.kmeans.plot_state import PlotState
from kmanim.plot.scenes.kmeans.scale_cards import ScaleCards
from kmanim.plot.scenes.kmeans.short_moves import ShortMovesOfFilm
from kmanim.plot.style.theme import TextStyle
from kmanim.simulate.machines.centroids.seeding_steps import chances_of
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.story.kmeans.distances.worked_distance import legs
from kmanim.story.kmeans.facts import centroid_facts
from kmanim.story.timeline import Keyframe, Timeline

MOST_LINES = 6
MOST_MARKS = 60


class Lettering(NamedTuple):
    """The letters of a keyframe, where they found room.

    Attributes
    ----------
    labels : tuple of Label
        Names and distances.
    numbers : ndarray of shape (k, 2) or None
        Middles of the centroids' numbers, in px.
    pills : tuple of Pill
        What counts a crowd of switched points.
    """

    labels: tuple[Label, ...]
    numbers: FloatArray | None
    pills: tuple[Pill, ...]


class Letters:
    """Finds room for the letters of every keyframe.

    Parameters
    ----------
    trace, timeline : CentroidTrace, Timeline
        What happened, and what is told of it.
    stage : Stage
        Where the plot lies.
    places : Places
        The points.
    stops : sequence of ndarray of shape (k, 2)
        The centroids of every snapshot, in px.
    states : sequence of PlotState
        What is shown at every keyframe.
    spots : SharedPlaces
        Which points share a spot.
    walls : callable
        Gives the lines of the boundary, each of shape (m, 2), that a snapshot's centroids draw.
    taken : callable
        Gives what else covers the plot at a keyframe.
    marks : callable
        Gives the rows that switched in a state as they are marked; None where there are none.
    magnifies : bool, default False
        Whether short moves are magnified.
    """

    def __init__(
        self,
        trace: CentroidTrace,
        timeline: Timeline,
        stage: Stage,
        places: Places,
        stops: Sequence[FloatArray],
        states: Sequence[PlotState],
        spots: SharedPlaces,
        walls: Callable[[int], list[FloatArray]],
        taken: Callable[[int], Box | None],
        marks: Callable[[PlotState], Switched | None],
        *,
        magnifies: bool = False,
    ) -> None:
        self._trace, self._timeline, self._stage = trace, timeline, stage
        self._places, self._stops, self._states = places, stops, states
        self._spots, self._walls, self._taken, self._marks = spots, walls, taken, marks
        self._magnifies = magnifies
        self._facts = centroid_facts(trace)
        self._corner = has_corners(trace)
        self._placed_ones: dict[int, Lettering] = {}
        self._weighed: dict[int, FloatArray] = {}
        self._ways: dict[Hashable, dict[int, FloatArray]] = {}

    def at(self, keyframe: int) -> Lettering:
        """Give the letters of a keyframe; the same ones whenever they are asked for."""
        if keyframe not in self._placed_ones:
            self._placed_ones[keyframe] = self._placed(keyframe)
        return self._placed_ones[keyframe]

    def _placed(self, keyframe: int) -> Lettering:
        """Find room for the numbers of the centroids, then distances, then names."""
        theme, key, state = self._stage.theme, self._timeline.keyframes[keyframe], self._states[keyframe]
        room = self._room()
        for label in self.counts:
            room.take_box(label.box)
        for card in (self.cards.at(keyframe), self.scales.at(keyframe)):
            if card is not None:
                room.take_box(card[1])
        covered = self._taken(keyframe)
        if covered is not None:
            room.take_box(covered)
        self._take(room, state)
        numbers = None
        if state.centroids is not None and len(state.centroids) > 1:
            before = self.at(keyframe - 1).numbers if keyframe else None
            stood = self._states[keyframe - 1].centroids if keyframe else None
            offsets = before - stood if before is not None and stood is not None else None
            numbers = number_places(room, state.centroids, offsets, theme)
        marks = self._marks(state)
        pills = pills_of(room, marks, theme) if marks is not None else ()
        # Numbers stay where they are from draw to draw; names make room for what is large in this one.
        self._take_weighed(room, state)
        labels: list[Label] = []
        if state.explained is not None and state.centroids is not None:
            labels += self._values(room, key, state)
        style = TextStyle(
            size=theme.name_size, colour=theme.ink, font=theme.font, halo=2.5, halo_colour=theme.halo
        )
        has_names = self._trace.dataset.labels is not None  # the number of a row says nothing
        rows = state.named or ((state.explained,) if state.explained is not None and has_names else ())
        radius = (
            ring_size(theme) if state.explained is not None
            else self.newest_size(state) if state.drawn is not None
            else 2 * marks.reach if marks is not None else 0.0
        ) / 2  # fmt: skip
        for row in rows:
            name = fitted(self._trace.dataset.drawn_name(row), style, self._stage.plane.box.width * 0.45)
            labels.append(room.name(self._places[row], radius, name, style))
        if key.note and state.judged_by is not None:
            labels += self._note(room, key.note, state.judged_by)
        return Lettering(tuple(labels), numbers, pills)

    def _note(self, room: FreeRoom, note: str, step: int) -> list[Label]:
        """Explain the boundary beside its longest piece, where there is room."""
        walls = self._walls(step)
        if not walls:
            return []
        start, end = max(
            (longest_piece(wall) for wall in walls), key=lambda ends: float(np.hypot(*(ends[1] - ends[0])))
        )
        theme = self._stage.theme
        style = TextStyle(
            size=theme.tick_size, colour=theme.quiet_ink, font=theme.font, halo=2.5, halo_colour=theme.halo
        )
        label = room.beside(start, end, note, style, most=CLOSE)
        return [] if label is None else [label]

    def _take(self, room: FreeRoom, state: PlotState) -> None:
        """Tell the room what else is drawn."""
        theme = self._stage.theme
        marks = [
            (place, theme.centroid / 2 + 2)
            for place in (state.centroids if state.centroids is not None else ())
        ]
        if state.old is not None and state.centroids is not None:
            far = is_far(state.old, state.centroids, theme)
            marks += [(place, theme.centroid / 2 + 1) for place in state.old[far]]
            for pair in zip(state.old, state.centroids, strict=True):
                room.take_line(np.array(pair))
            self._take_short(room, state)
        if state.trail is not None:
            for way in np.stack(self._stops[: state.trail + 1], axis=1):
                room.take_line(way)
        switched = self._marks(state)
        if switched is not None and not switched.is_crowd:
            marks += [(place, switched.reach + 1) for place in switched.places]
        if state.explained is not None:
            marks.append((self._places[state.explained], ring_size(theme) / 2 + 1))
            for line in (*self.ways(state).values(), *self.legs(state)):
                room.take_line(line)
        if state.judged_by is not None:
            for piece in self._walls(state.judged_by):
                room.take_line(piece)
        for place, radius in marks:
            room.take_mark(place, radius)

    def _take_short(self, room: FreeRoom, state: PlotState) -> None:
        """Tell the room of insets and their leaders, and of arrows beside centroids."""
        if state.magnified is None or state.old is None or state.centroids is None:
            return
        theme, moves = self._stage.theme, self.short_moves.at(state.magnified)
        for inset in moves.insets:
            room.take_box(inset.box)
            room.take_line(leader_of(inset, state.centroids[inset.cluster], theme))
        for cluster in moves.hinted:
            room.take_line(hint_of(state.old[cluster], state.centroids[cluster], theme))

    def _take_weighed(self, room: FreeRoom, state: PlotState) -> None:
        """Tell the room of the largest points of a draw, and of the ring around the newest centre."""
        if state.drawn is not None:
            room.take_mark(self._places[state.drawn], self.newest_size(state) / 2 + 1)
        if state.weighed is not None:
            sizes = self.weighed(state.weighed)
            for row in np.argsort(-sizes, kind="stable")[:MOST_MARKS]:
                room.take_mark(self._places[int(row)], float(sizes[row]) / 2 + 1)

    def _values(self, room: FreeRoom, key: Keyframe, state: PlotState) -> list[Label]:
        """Put distances beside their lines: the two smallest always, the others and legs where they cover nothing."""
        theme = self._stage.theme
        assert state.explained is not None
        assert state.centroids is not None
        nearest, others = self.rivals(state)
        clusters = (nearest, *others)
        texts = self._facts.distance_texts(key.step, state.explained, clusters)
        labels, ways = [], self.ways(state)
        for rank, (cluster, text) in enumerate(zip(clusters, texts, strict=True)):
            if cluster in ways:
                line = ways[cluster] if not self._corner else longest_piece(ways[cluster])
                most = np.inf if rank < 2 else CLOSE
                label = room.along(line, text, value_style(theme), most=most)
                labels += [label] if label is not None else []
        told = legs(self._facts, key.step, state.explained, nearest) if state.has_legs else ()
        quiet = replace(value_style(theme), colour=theme.quiet_ink)
        for leg, text in zip(self.legs(state), told, strict=False):
            label = room.along(leg, text, quiet, most=COVERS)
            labels += [label] if label is not None else []
        return labels

    def rivals(self, state: PlotState) -> tuple[int, tuple[int, ...]]:
        """Give the nearest centroid of the explained row and the next nearest ones that are shown."""
        assert state.explained is not None
        step = state.judged_by if state.judged_by is not None else 0
        order = np.argsort(self._trace.distances(step, state.explained), kind="stable")
        shown = order[: min(state.rivals, MOST_LINES)]
        return int(shown[0]), tuple(int(c) for c in shown[1:])

    def weighed(self, number: int) -> FloatArray:
        """Give the diameters of all points at a draw, counted from 0, in px; the same ones whenever asked for."""
        if number not in self._weighed:
            chances = chances_of(self._trace.dataset.values, self._trace.seeding, number)
            self._weighed[number] = weighed_sizes(chances, self._stage.theme)
        return self._weighed[number]

    def newest_size(self, state: PlotState) -> float:
        """Diameter in px of the ring around the point that has just been drawn."""
        plain = point_size(len(self._places), self._stage.theme)
        own = plain if state.weighed is None else float(self.weighed(state.weighed)[state.drawn])
        return newest_size(own, self._stage.theme)

    def ways(self, state: PlotState) -> dict[int, FloatArray]:
        """Give the lines from the explained row to the centres, the nearest first; none where columns are hidden.

        In a shadow of many columns a line is as long as it likes: there, bars on a card tell the distances.
        """
        if state.explained is None or state.centroids is None or not self._trace.dataset.view.faithful:
            return {}
        key = (state.explained, state.judged_by, state.rivals, state.centroids.tobytes())
        if key not in self._ways:
            nearest, others = self.rivals(state)
            self._ways[key] = fanned(
                self._places[state.explained], state.centroids, (nearest, *others), self._stage.theme,
                self._stage.plane.box, corner=self._corner,
            )  # fmt: skip
        return self._ways[key]

    def legs(self, state: PlotState) -> tuple[FloatArray, ...]:
        """Give the legs of the shortest distance's right triangle, across and up, in px; none where there are none."""
        ways = self.ways(state)
        if not state.has_legs or self._corner or self._trace.dataset.d != 2 or not ways:
            return ()
        assert state.explained is not None
        assert state.centroids is not None
        nearest = self.rivals(state)[0]
        if nearest not in ways:
            return ()
        start, end = self._places[state.explained], state.centroids[nearest]
        turn = np.array([end[0], start[1]])
        return np.array([start, turn]), np.array([turn, end])

    @cached_property
    def cards(self) -> DistanceCards:
        """The cards with distances."""
        return DistanceCards(
            self._facts, self._timeline.keyframes, self._states, self._stage, self._places, self._obstacles
        )

    @cached_property
    def short_moves(self) -> ShortMovesOfFilm:
        """How short moves are shown."""
        return ShortMovesOfFilm(
            self._states, self._stage, self._places, self._obstacles, self._walls,
            [label.box for label in self.counts], magnifies=self._magnifies,
        )  # fmt: skip

    @cached_property
    def scales(self) -> ScaleCards:
        """The scales where a picture contradicts its numbers."""
        return ScaleCards(
            self._facts, self._timeline.keyframes, self._states, self.ways, self._stage, self._places,
            self._obstacles,
        )  # fmt: skip

    def _room(self) -> FreeRoom:
        size = point_size(len(self._places), self._stage.theme)
        return FreeRoom(self._stage.plane.box, self._obstacles, size / 2)

    @cached_property
    def _obstacles(self) -> Obstacles:
        return Obstacles(self._places, self._stage.plane.box)

    @cached_property
    def counts(self) -> tuple[Label, ...]:
        """How many rows lie on each shared spot, written where nothing lies and no centroid ever comes."""
        theme, box = self._stage.theme, self._stage.plane.box
        if not self._spots.rows.size:
            return ()
        style, radius = count_style(theme), ring_size(theme) / 2
        rims = np.concatenate([_rim(stops, theme.centroid / 2 + 2) for stops in self._stops])
        clear = FreeRoom(box, Obstacles(np.concatenate([self._places[:], rims]), box), 0.0)
        for number, state in enumerate(self._states):
            for line in self.ways(state).values() if state.judged_by is None else ():
                clear.take_line(line)
            for card in (self.cards.at(number), self.scales.at(number)):
                if card is not None:
                    clear.take_box(card[1])
        room = self._room()
        for row in self._spots.rows:
            clear.take_mark(self._places[row], radius)
            room.take_mark(self._places[row], radius)
        labels = []
        for row, count in zip(self._spots.rows, self._spots.counts, strict=True):
            text = f"×{count:,}"
            label = clear.name(self._places[row], radius, text, style, ringed=True)
            if label.cost >= COVERS:
                label = room.name(self._places[row], radius, text, style, ringed=True)
            if label.leader is None or label.cost < COVERS:
                labels.append(label)
        return tuple(labels)


def has_corners(trace: CentroidTrace) -> bool:
    """Whether distances are drawn across and then up; in a view of hidden columns that would mean nothing."""
    return trace.dataset.view.faithful and trace.terms.metric == "manhattan"


def _rim(places: FloatArray, radius: float) -> FloatArray:
    """Give the middles of round marks and places on their rims, close enough that no label passes between."""
    angles = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    rim = radius * np.column_stack([np.cos(angles), np.sin(angles)])
    around: FloatArray = (places[:, None] + np.vstack([np.zeros(2), rim])).reshape(-1, 2)
    return around
