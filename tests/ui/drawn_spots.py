"""Where the design's pictures have their ink: measured in the pictures, in pixels of 1360 x 860.

An area begins where there is only ground at its left edge. Its box is what differs from that
ground by more than 60 in the sum of the three channels.
"""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[int, int, int, int]
"""Left, top, right, bottom; the last two are outside."""


@dataclass(frozen=True)
class Spot:
    """A thing in a picture; `shift` is how far ours is moved by what later issues bring."""

    name: str
    area: Box
    box: Box
    token: str | None
    shift: tuple[int, int] = (0, 0)


ALBUM = (
    Spot("brand", (50, 14, 110, 44), (56, 21, 102, 35), "text.primary"),
    Spot(
        "Tracks in the sidebar",
        (46, 202, 120, 220),
        (52, 206, 93, 217),
        "text.secondary",
        shift=(0, -66),
    ),
    Spot("icon of Albums", (20, 234, 42, 254), (23, 235, 39, 253), "accent.text", shift=(0, -66)),
    Spot(
        "Library over the places",
        (18, 172, 80, 188),
        (22, 176, 62, 187),
        "text.tertiary",
        shift=(0, -66),
    ),
    Spot("back", (260, 18, 276, 38), (265, 22, 271, 34), None),
    Spot("icon of search", (342, 18, 364, 38), (346, 21, 360, 35), None),
    Spot("rescan", (1268, 18, 1292, 38), (1272, 20, 1288, 36), "text.secondary"),
    Spot("settings", (1304, 18, 1328, 38), (1308, 20, 1324, 36), "text.secondary"),
    Spot("title in the bar", (80, 802, 210, 819), (86, 806, 201, 817), "text.primary"),
    Spot("artist in the bar", (80, 821, 210, 838), (87, 824, 137, 834), "text.secondary"),
    Spot("shuffle", (576, 796, 608, 820), (584, 800, 601, 817), "text.secondary"),
    Spot("previous", (618, 796, 650, 820), (625, 800, 643, 816), "text.primary"),
    Spot("play", (650, 784, 710, 832), (660, 788, 700, 828), None),
    Spot("next", (710, 796, 742, 820), (717, 800, 735, 816), "text.primary"),
    Spot("repeat", (752, 796, 784, 820), (760, 800, 776, 817), "text.secondary"),
    Spot("position", (400, 834, 440, 850), (410, 838, 434, 846), "text.tertiary"),
    Spot("length", (920, 834, 960, 850), (926, 838, 950, 846), "text.tertiary"),
    Spot("Album", (512, 114, 620, 132), (520, 119, 557, 129), "text.secondary"),
    Spot("title", (512, 136, 1000, 194), (520, 146, 985, 183), "text.primary"),
    Spot("artist", (548, 206, 612, 226), (552, 211, 609, 222), "text.primary"),
    Spot("Play", (510, 248, 634, 300), (520, 252, 625, 296), None),
    Spot("queue", (830, 260, 870, 290), (842, 266, 860, 284), "text.secondary"),
    Spot("more", (890, 260, 924, 290), (899, 272, 915, 276), "text.secondary"),
    Spot("stars", (1230, 262, 1340, 288), (1239, 266, 1331, 282), None),
    Spot("#", (288, 328, 308, 346), (297, 332, 304, 340), "text.tertiary"),
    Spot("Title", (314, 328, 360, 346), (320, 332, 344, 341), "text.tertiary"),
    Spot("Rating", (954, 328, 1006, 346), (960, 332, 994, 343), "text.tertiary"),
    Spot("Plays", (1130, 328, 1172, 346), (1140, 332, 1168, 343), "text.tertiary"),
    Spot("Time", (1286, 328, 1326, 346), (1294, 332, 1320, 340), "text.tertiary"),
    Spot("number", (290, 368, 308, 390), (297, 373, 301, 383), "text.tertiary"),
    Spot("plays", (1140, 368, 1172, 390), (1152, 373, 1165, 384), "text.tertiary"),
    Spot("time", (1284, 368, 1326, 390), (1292, 373, 1319, 384), "text.tertiary"),
    Spot("first title", (314, 368, 420, 390), (320, 373, 406, 384), "text.primary"),
    Spot("first stars", (954, 368, 1010, 390), (961, 373, 1010, 384), "rating"),
    Spot("heart", (1180, 408, 1216, 430), (1190, 412, 1206, 425), "love"),
    Spot("bars", (284, 488, 310, 508), (291, 492, 304, 504), "accent.base"),
    Spot("title that plays", (314, 488, 450, 510), (321, 493, 433, 504), "accent.text"),
    Spot("last title", (314, 688, 470, 710), (320, 693, 448, 704), "text.primary"),
    Spot("footer", (268, 732, 460, 750), (273, 735, 460, 747), None),
)
"""03-album"""

QUEUE = (
    Spot("Album", (464, 76, 560, 93), (472, 79, 509, 89), "text.secondary"),
    Spot("title", (464, 98, 900, 145), (471, 105, 859, 136), "text.primary"),
    Spot("Play", (464, 200, 584, 252), (472, 204, 577, 248), None),
    Spot("more", (840, 214, 880, 240), (851, 224, 867, 228), "text.secondary"),
    Spot("Rating", (612, 280, 664, 297), (620, 284, 654, 295), "text.tertiary"),
    Spot("time", (940, 320, 986, 342), (952, 325, 979, 336), "text.tertiary"),
    Spot("heart", (846, 360, 872, 380), (850, 364, 866, 377), "love"),
    Spot("tab", (1034, 8, 1112, 48), (1041, 13, 1105, 43), None),
    Spot("close", (1316, 16, 1344, 40), (1325, 23, 1335, 34), "text.secondary"),
    Spot("Now playing", (1036, 64, 1130, 83), (1043, 67, 1120, 80), "text.primary"),
    Spot("title that plays", (1090, 98, 1220, 115), (1096, 101, 1208, 112), "accent.text"),
    Spot("artist that plays", (1090, 116, 1220, 132), (1096, 118, 1146, 128), "text.tertiary"),
    Spot("bars", (1318, 104, 1344, 124), (1325, 108, 1338, 120), "accent.base"),
    Spot("Next in queue", (1036, 158, 1140, 177), (1043, 161, 1129, 174), "text.primary"),
    Spot("Clear", (1296, 158, 1342, 177), (1306, 161, 1336, 171), "text.secondary"),
    Spot("queued title", (1090, 194, 1200, 211), (1096, 197, 1137, 208), "text.primary"),
    Spot("queued time", (1304, 202, 1344, 218), (1312, 205, 1337, 215), "text.tertiary"),
    Spot("Next from", (1036, 306, 1107, 323), (1043, 309, 1105, 320), "text.primary"),
    Spot("following title", (1090, 342, 1280, 360), (1096, 345, 1271, 358), "text.primary"),
    Spot("last following title", (1090, 550, 1240, 568), (1095, 553, 1223, 564), "text.primary"),
)
"""07b-queue-drawer"""

TRACKS = (
    Spot("heading", (254, 64, 354, 104), (261, 71, 349, 93), "text.primary"),
    Spot("Play all", (1104, 60, 1221, 104), (1111, 64, 1217, 100), None),
    Spot("words of the filter", (292, 122, 396, 143), (297, 127, 396, 140), "text.primary"),
    Spot("cross of the filter", (630, 122, 650, 142), (636, 128, 644, 136), None),
    Spot("Title", (300, 170, 332, 187), (304, 173, 328, 183), "text.primary"),
    Spot("Artist", (586, 170, 640, 187), (593, 174, 623, 183), "text.tertiary"),
    Spot("Album", (784, 170, 830, 187), (791, 174, 825, 182), "text.tertiary"),
    Spot("Rating", (982, 170, 1030, 187), (988, 174, 1022, 185), "text.tertiary"),
    Spot("Plays", (1096, 170, 1138, 187), (1106, 174, 1134, 185), "text.tertiary"),
    Spot("Added", (1180, 170, 1230, 187), (1186, 174, 1221, 183), "text.tertiary"),
    Spot("Time", (1284, 170, 1324, 187), (1294, 174, 1320, 182), "text.tertiary"),
    Spot("title", (342, 210, 420, 232), (348, 215, 407, 226), "text.primary"),
    Spot("artist", (586, 210, 680, 232), (593, 215, 662, 228), "text.secondary"),
    Spot("album", (784, 210, 870, 232), (791, 215, 857, 226), "text.secondary"),
    Spot("stars", (982, 210, 1044, 232), (989, 213, 1042, 224), "rating"),
    Spot("plays", (1108, 210, 1138, 232), (1118, 215, 1131, 225), "text.tertiary"),
    Spot("added", (1180, 210, 1240, 232), (1187, 215, 1222, 226), "text.tertiary"),
    Spot("time", (1282, 210, 1324, 232), (1292, 215, 1319, 225), "text.tertiary"),
    Spot("bars", (266, 254, 292, 274), (272, 257, 285, 269), "accent.base"),
    Spot("heart", (1142, 254, 1170, 276), (1148, 259, 1162, 271), "love"),
    Spot("check box", (266, 384, 298, 408), (272, 386, 290, 404), None),
    Spot("title of a selected row", (342, 386, 480, 408), (348, 391, 471, 404), "text.primary"),
)
"""04-tracks"""

SEARCH = (
    Spot("field", (328, 6, 716, 50), (332, 10, 712, 46), None),
    Spot("cross", (680, 18, 700, 38), (687, 24, 695, 32), None),
    Spot("Everything", (254, 60, 355, 98), (260, 64, 348, 94), None),
    Spot("Top result", (254, 114, 362, 139), (260, 119, 354, 138), "text.primary"),
    Spot("Tracks", (634, 114, 712, 139), (640, 119, 704, 135), "text.primary"),
    Spot("Show all", (1258, 118, 1308, 139), (1267, 125, 1308, 135), "text.secondary"),
    Spot("facts of the best match", (276, 332, 510, 350), (280, 335, 506, 348), "text.secondary"),
    Spot("play", (538, 314, 596, 366), (544, 316, 592, 364), None),
    Spot("Albums", (254, 412, 342, 437), (260, 417, 333, 433), "text.primary"),
    Spot("Artists", (816, 412, 892, 437), (822, 416, 886, 433), "text.primary"),
    Spot("first artist", (874, 472, 1004, 484), (880, 472, 996, 484), "text.primary"),
    Spot("key hints", (1250, 738, 1340, 752), (1252, 738, 1332, 752), None),
)
"""06-search"""

FIRST_RUN = (
    Spot("mark", (734, 98, 858, 214), (743, 103, 849, 209), "accent.base"),
    Spot("headline", (504, 236, 1084, 290), (515, 243, 1077, 283), "text.primary"),
    Spot(
        "icon of a folder",
        (348, 384, 376, 412),
        (352, 389, 372, 407),
        "accent.base",
        shift=(163, 0),
    ),
    Spot(
        "Choose your music folder",
        (334, 436, 544, 460),
        (340, 440, 534, 457),
        "text.primary",
        shift=(163, 0),
    ),
    Spot(
        "first line", (334, 462, 600, 484), (341, 467, 582, 480), "text.secondary", shift=(163, 0)
    ),
    Spot(
        "Try the demo library",
        (660, 436, 830, 460),
        (667, 440, 820, 457),
        "text.primary",
        shift=(163, 0),
    ),
    Spot("Nothing playing", (80, 810, 190, 830), (87, 814, 182, 827), "text.tertiary"),
)
"""10-first-run"""

ALBUMS = (
    Spot("heading", (254, 64, 366, 104), (260, 70, 361, 92), "text.primary"),
    Spot("cover", (254, 160, 430, 332), (260, 164, 422, 326), None, shift=(0, -50)),
    Spot("card title", (254, 336, 400, 356), (260, 341, 338, 354), "text.primary", shift=(0, -50)),
    Spot(
        "card artist", (254, 356, 400, 372), (261, 359, 376, 369), "text.tertiary", shift=(0, -50)
    ),
    Spot(
        "last card title",
        (1164, 336, 1300, 356),
        (1170, 341, 1285, 354),
        "text.primary",
        shift=(0, -50),
    ),
    Spot(
        "second row title",
        (254, 568, 400, 588),
        (260, 573, 313, 586),
        "text.primary",
        shift=(0, -50),
    ),
    Spot(
        "Recently added", (1062, 70, 1170, 92), (1069, 76, 1159, 88), "text.primary", shift=(73, 0)
    ),
    Spot("filter icon", (834, 70, 860, 92), (842, 75, 855, 88), None, shift=(76, 0)),
)
"""02-library-dark"""
