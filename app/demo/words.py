"""The words of the demo's pieces: a few lines each, shown in time with the music."""

from __future__ import annotations

LINES: dict[str, tuple[str, ...]] = {
    "Condensation": (
        "Breath on the window",
        "a name half drawn",
        "by noon the glass is clear",
        "and the letter gone",
    ),
    "Salt Road": (
        "Two bags of salt and a borrowed mule",
        "the road is white before us",
        "every stone has a story",
        "every story has a stone",
    ),
    "Foghorn Waltz": (
        "One long note for the harbour",
        "one long note for the sea",
        "I count the dark in fours",
        "till the light comes back to me",
    ),
    "Backlit": (
        "You were an outline in the doorway",
        "neon doing all the talking",
        "I forgot what I came for",
        "I remember every colour",
    ),
    "Dial Tone Lullaby": (
        "Hush, the line is sleeping",
        "the city put its receiver down",
        "nobody calls this late",
        "nobody but the moon",
    ),
    "Daylight Saving": (
        "Lost an hour on the sofa",
        "found it in my other coat",
        "spring ahead, spring ahead",
        "who keeps the change?",
    ),
    "Copper Sun": (
        "Run until the street lights blur",
        "run until the bass lets go",
        "copper sun behind the cranes",
        "day is coming, take it slow",
    ),
    "Tidy Rooms": (
        "Fold the morning over",
        "put the quiet on a shelf",
        "leave the door a little open",
    ),
    "First Light on Steel": (
        "First light on steel",
        "the bridge begins to sing",
        "a thousand tiny hammers",
        "inside of everything",
    ),
    "Cinder Hymn": (
        "No tidings from the valley but the smoke",
        "we keep the embers fed",
        "sing low, sing low",
        "and bank the fire red",
    ),
    "Neap Tide": (
        "Between the moon and the mud",
        "the water makes up its mind",
        "a little in, a little out",
        "leave the rest behind",
    ),
    "Ultramarine Hours": (
        "Four in the blue of morning",
        "all the signs are off",
        "drive until the map runs out",
        "drive until it's soft",
    ),
    "Room for Orchids": (
        "The lift stops at a garden",
        "somebody tuned the rain",
        "leave your key with the flowers",
        "and ask for them by name",
    ),
    "Out of Office": (
        "I am away from my desk",
        "I am away from my mind",
        "in urgent cases, please",
        "be kind, be kind, be kind",
    ),
    "Night Buses": (
        "Top deck, front seat, nobody's driving",
        "the whole town is a screen",
        "every stop a chapter",
        "every chapter in between",
    ),
    "Steam and Porcelain": (
        "A kettle learns to whisper",
        "the cup is learning too",
        "nothing here is urgent",
    ),
    "Rain on the Atrium": (
        "Rain on the atrium",
        "ten thousand fingertips",
        "the ferns lean in to listen",
        "and nobody minds the drips",
    ),
    "Cedar and Smoke": (
        "Split the wood and stack it high",
        "cedar for the winter door",
        "smoke goes up to find its friends",
        "and we go in once more",
    ),
    "Aurora Freight": (
        "Green light over the sidings",
        "forty wagons deep",
        "we haul the north in boxes",
        "while the south's asleep",
    ),
    "Chrome Petals": (
        "Chrome petals on the dashboard",
        "they bloom at ninety-five",
        "the tape has reached its ending",
        "and we are still alive",
    ),
    "Evaporate": (
        "Stay until the ice has gone",
        "stay until the glass is dry",
        "some things only leave",
        "they never say goodbye",
    ),
    "Paper Atlas": (
        "Fold along the river",
        "cut along the coast",
        "the places I have never been",
        "are those I miss the most",
    ),
    "Drift Index": (
        "Measure the distance in echoes",
        "measure the dark in bars",
        "we are a little to the left",
        "of where the maps put the stars",
    ),
    "Low Tide Radio": (
        "Somewhere a station of shells",
        "is playing the same slow wave",
        "turn the dial, turn the dial",
    ),
}
