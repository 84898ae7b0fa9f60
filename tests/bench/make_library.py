#!/usr/bin/env python3
"""Deterministic synthetic music library generator.

usage: make_library.py OUTDIR N [--seed 1] [--jobs 2]
Same seed + N -> same tree (bytes identical for the same mutagen / ffmpeg versions; mtimes are spread, deterministic).
"""

import argparse, base64, io, os, random, struct, subprocess, sys, tempfile, time, uuid
from multiprocessing import Pool

TPL = os.environ.get("LIBRARY_TEMPLATES") or os.path.join(
    tempfile.gettempdir(), "ouzel-library-templates"
)


# ------------------------------------------------------------------ templates
def sh(*a):
    subprocess.run(a, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def build_templates():
    if os.path.exists(os.path.join(TPL, ".done")):
        return
    os.makedirs(TPL, exist_ok=True)
    t = lambda n: os.path.join(TPL, n)
    src = {}
    for i, (f1, f2, d) in enumerate([(220, 331, 1.0), (440, 662, 1.3), (147, 523, 1.8)]):
        w = t(f"s{i}.wav")
        src[i] = w
        sh(
            "ffmpeg",
            "-y",
            "-f",
            "lavfi",
            "-i",
            f"aevalsrc=0.25*sin(2*PI*{f1}*t)+0.1*sin(2*PI*{f2}*t)+0.01*random({i})|0.25*sin(2*PI*{f1}*t)+0.08*sin(2*PI*{f2 + 3}*t)+0.01*random({i}):s=44100:d={d}",
            "-bitexact",
            "-c:a",
            "pcm_s16le",
            w,
        )
    sh("lame", "-b", "128", src[0], t("a.mp3"))
    sh("lame", "-b", "320", src[0], t("b.mp3"))
    sh("lame", "-V2", src[1], t("c.mp3"))
    sh("lame", "-V0", src[2], t("d.mp3"))
    sh("lame", "-b", "192", "-t", src[1], t("e.mp3"))  # e: no Xing/Info frame
    for n, s in (("a", 0), ("b", 1)):
        sh("flac", "-f", "-s", "-5", "-o", t(n + ".flac"), src[s])
    sh("ffmpeg", "-y", "-i", src[0], "-bitexact", "-c:a", "aac", "-b:a", "128k", t("a.m4a"))
    sh(
        "ffmpeg",
        "-y",
        "-i",
        src[1],
        "-bitexact",
        "-c:a",
        "aac",
        "-b:a",
        "192k",
        "-movflags",
        "+faststart",
        t("b.m4a"),
    )
    sh("ffmpeg", "-y", "-i", src[0], "-bitexact", "-c:a", "alac", t("c.m4a"))
    sh("oggenc", "-Q", "-q", "5", "-s", "1", "-o", t("a.ogg"), src[1])
    sh("oggenc", "-Q", "-q", "3", "-s", "2", "-o", t("b.ogg"), src[2])
    sh("opusenc", "--quiet", "--serial", "1", "--bitrate", "128", src[1], t("a.opus"))
    sh("ffmpeg", "-y", "-i", src[0], "-bitexact", "-c:a", "wmav2", "-b:a", "128k", t("a.wma"))
    sh("ffmpeg", "-y", "-i", src[0], "-bitexact", "-c:a", "wavpack", t("a.wv"))
    sh("ffmpeg", "-y", "-i", src[0], "-bitexact", "-c:a", "pcm_s16be", t("a.aiff"))
    sh("ffmpeg", "-y", "-i", src[0], "-bitexact", "-c:a", "pcm_s16le", t("a.wav"))
    # cover pool: 48 JPEGs, log-uniform 20..200 KB target
    rng = random.Random(7)
    for i in range(48):
        target = int(20_000 * (10 ** rng.random()))
        side = rng.choice([300, 500, 600, 800])
        sh(
            "convert",
            "-seed",
            str(1000 + i),
            "-size",
            f"{side}x{side}",
            "plasma:fractal",
            "-attenuate",
            "0.35",
            "+noise",
            "Gaussian",
            "-define",
            f"jpeg:extent={target}",
            t(f"cover{i:02d}.jpg"),
        )
    open(t(".done"), "w").close()


# ------------------------------------------------------------------ names
W = """love night river stone fire blue black silver golden empty broken silent electric summer winter dream road city light shadow heart
machine garden ocean mirror glass paper wire ghost saint wolf crow tiger horse moon sun star rain snow storm thunder dust ashes bones blood
honey sugar salt iron copper velvet cotton leather north south east west home house window door key time year day hour minute second dance
song radio signal noise wave circle line square tower bridge train plane ship island mountain valley desert forest field flower tree leaf
root branch seed apple cherry orange lemon king queen prince soldier sailor stranger lover brother sister mother father child baby angel devil
heaven hell paradise kingdom empire republic revolution war peace freedom justice truth lie secret mystery magic miracle wonder memory forgotten""".split()
ACC = "Björk Sigur Rós Mañana Corazón Élan Château Für Über Händel Dvořák Łódź Ångström Naïve Señor Amélie Zoë Köln Française Čajka Håkan Motörhead Beyoncé Lumière Déjà São Lisboã Canção Øresund Ærø Şarkı Gönül Ţara".split()
CJK = "夜 空 星 海 風 花 雪 月 夢 愛 心 光 影 東京 京都 桜 春 夏 秋 冬 雨 森 川 山 鳥 猫 魚 電車 世界 未来 记忆 上海 北京 你好 音乐 回忆 时间 大海 天空 爱情".split()
KANA = (
    "さくら ゆめ そら ひかり アジアン カンフー ジェネレーション ラブ ソング メモリー カラー".split()
)
HAN = "사랑 밤 별 바다 하늘 봄날 소녀 시대 꿈 노래".split()
CYR = "Ночь Любовь Звезда Река Город Песня Зима Весна Кино Аквариум Мир Война Дорога Сердце".split()
GENRES = [
    "Rock",
    "Pop",
    "Electronic",
    "Jazz",
    "Classical",
    "Hip-Hop",
    "Metal",
    "Folk",
    "Ambient",
    "Indie Rock",
    "R&B",
    "Soundtrack",
    "Blues",
    "Country",
    "Reggae",
    "Punk",
    "House",
    "Techno",
    "Post-Rock",
    "J-Pop",
    "K-Pop",
    "World",
    "Soul",
    "Funk",
]
FIRST = "John Anna Maria Peter Paul George Lucy Miles Ella Nina David Kate Nick Tom Leonard Joni Bob Patti Lou Iggy Elena Hans Olga Yuki Ji-woo José René Zoë".split()
LAST = "Smith Coltrane Davis Müller Cave Waits Cohen Mitchell Dylan Reed Pop Bush Bowie García Sørensen Novák Tanaka Kim Ivanova Dubois Rossi Fitzgerald Simone".split()


def words(r, n, pool=W, cap=True):
    s = " ".join(r.choice(pool) for _ in range(n))
    return s.title() if cap else s


def name(r, script, lo, hi):
    n = r.randint(lo, hi)
    if script == "cjk":
        return (
            "".join(r.choice(CJK) for _ in range(n + 1))
            if r.random() < 0.7
            else "".join(r.choice(KANA) for _ in range(n))
        )
    if script == "han":
        return " ".join(r.choice(HAN) for _ in range(n))
    if script == "cyr":
        return " ".join(r.choice(CYR) for _ in range(n))
    if script == "acc":
        return " ".join(
            r.choice(ACC) if r.random() < 0.6 else r.choice(W).title() for _ in range(n)
        )
    return words(r, n)


def artist_name(r, script, i):
    k = r.random()
    if script == "ascii":
        if k < 0.35:
            return "The " + words(r, r.randint(1, 2)) + ("s" if r.random() < 0.6 else "")
        if k < 0.60:
            return r.choice(FIRST) + " " + r.choice(LAST)
        if k < 0.65:
            return words(r, 1) + " & " + words(r, 1)
        if k < 0.68:
            return words(r, 1).upper() + "/" + words(r, 1).upper()
    return name(r, script, 1, 3)


def script_of(r):
    k = r.random()
    return (
        "cjk"
        if k < 0.08
        else "han"
        if k < 0.10
        else "cyr"
        if k < 0.13
        else "acc"
        if k < 0.25
        else "ascii"
    )


# ------------------------------------------------------------------ plan
def plan(N, seed):
    r = random.Random(f"plan-{seed}-{N}")
    albums = []
    total = 0
    ai = 0
    seen = set()
    while total < N:
        sc = script_of(r)
        nm = artist_name(r, sc, ai)
        while nm.lower() in seen:
            nm += " " + name(r, sc, 1, 1)
        seen.add(nm.lower())
        # Zipf-ish: P(albums>=k) ~ k^-1.3, cap 60 ; mean ~2.7
        na = min(60, max(4, N // 260), int((1 - r.random()) ** (-1 / 1.3)))
        comp_artist = r.random() < 0.04
        for _ in range(na):
            nt = min(r.randint(8, 20), N - total)
            if nt <= 0:
                break
            albums.append((len(albums), nm, sc, comp_artist, nt))
            total += nt
        ai += 1
    return albums


def safe(s):
    s = s.replace("/", "_").replace("\0", "").strip().rstrip(".") or "_"
    while len(s.encode()) > 200:
        s = s[:-1]
    return s


_T = None
_C = None


def load():
    global _T, _C
    if _T:
        return
    _T = {}
    for f in sorted(os.listdir(TPL)):
        if f[0] in ".s" or f.startswith("cover"):
            continue
        _T.setdefault(f.rsplit(".", 1)[1], []).append(open(os.path.join(TPL, f), "rb").read())
    _C = [
        open(os.path.join(TPL, f), "rb").read()
        for f in sorted(os.listdir(TPL))
        if f.startswith("cover")
    ]


def cover_for(r, tag):
    c = r.choice(_C)
    com = f"album {tag}".encode()  # unique per album: a COM segment after SOI
    return c[:2] + b"\xff\xfe" + struct.pack(">H", len(com) + 2) + com + c[2:]


def jpeg_size(c):
    i = 2
    while i < len(c):
        m = c[i + 1]
        l = struct.unpack(">H", c[i + 2 : i + 4])[0]
        if m in (0xC0, 0xC1, 0xC2):
            h, w = struct.unpack(">HH", c[i + 5 : i + 9])
            return w, h
        i += 2 + l
    return 0, 0


def vorbis(d):
    m = dict(
        title="title",
        artist="artist",
        albumartist="albumartist",
        album="album",
        genre="genre",
        date="date",
        composer="composer",
        mb_track="musicbrainz_trackid",
        mb_album="musicbrainz_albumid",
        mb_artist="musicbrainz_artistid",
        mb_albumartist="musicbrainz_albumartistid",
        mb_rg="musicbrainz_releasegroupid",
        rg_tg="replaygain_track_gain",
        rg_tp="replaygain_track_peak",
        rg_ag="replaygain_album_gain",
        rg_ap="replaygain_album_peak",
    )
    o = {v: d[k] for k, v in m.items() if d.get(k)}
    if d.get("track"):
        o["tracknumber"] = str(d["track"])
        o["tracktotal"] = str(d["ntracks"])
    if d.get("disc"):
        o["discnumber"] = str(d["disc"])
        o["disctotal"] = str(d["ndiscs"])
    if d.get("comp"):
        o["compilation"] = "1"
    return o


def id3(d, cover, v, enc):
    from mutagen.id3 import (
        ID3,
        TIT2,
        TPE1,
        TPE2,
        TALB,
        TRCK,
        TPOS,
        TDRC,
        TCON,
        TCOM,
        TXXX,
        UFID,
        APIC,
        TCMP,
        COMM,
    )

    t = ID3()
    for cls, k in (
        (TIT2, "title"),
        (TPE1, "artist"),
        (TPE2, "albumartist"),
        (TALB, "album"),
        (TDRC, "date"),
        (TCON, "genre"),
        (TCOM, "composer"),
    ):
        if d.get(k):
            t.add(cls(encoding=enc, text=d[k]))
    if d.get("track"):
        t.add(TRCK(encoding=0, text=f"{d['track']}/{d['ntracks']}"))
    if d.get("disc"):
        t.add(TPOS(encoding=0, text=f"{d['disc']}/{d['ndiscs']}"))
    if d.get("comp"):
        t.add(TCMP(encoding=0, text="1"))
    if d.get("mb_track"):
        t.add(UFID(owner="http://musicbrainz.org", data=d["mb_track"].encode()))
        for n, k in (
            ("MusicBrainz Album Id", "mb_album"),
            ("MusicBrainz Artist Id", "mb_artist"),
            ("MusicBrainz Album Artist Id", "mb_albumartist"),
            ("MusicBrainz Release Group Id", "mb_rg"),
        ):
            t.add(TXXX(encoding=0, desc=n, text=d[k]))
    for n, k in (
        ("replaygain_track_gain", "rg_tg"),
        ("replaygain_track_peak", "rg_tp"),
        ("replaygain_album_gain", "rg_ag"),
        ("replaygain_album_peak", "rg_ap"),
    ):
        if d.get(k):
            t.add(TXXX(encoding=0, desc=n, text=d[k]))
    if cover:
        t.add(APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=cover))
    if v == 3:
        t.update_to_v23()
    return t


def picture(cover):
    from mutagen.flac import Picture

    p = Picture()
    p.type = 3
    p.mime = "image/jpeg"
    p.data = cover
    p.width, p.height = jpeg_size(cover)
    p.depth = 24
    return p


def render(ext, r, d, cover):
    raw = r.choice(_T[ext])
    if ext == "mp3":
        v = 3 if r.random() < 0.55 else 4
        ascii_only = all(
            ord(c) < 256
            for k in ("title", "artist", "album", "albumartist")
            for c in (d.get(k) or "")
        )
        enc = (0 if ascii_only and r.random() < 0.4 else 1) if v == 3 else 3
        b = io.BytesIO()
        id3(d, cover, v, enc).save(b, v1=0, v2_version=v)
        out = b.getvalue() + raw
        if r.random() < 0.3:
            l1 = lambda s, n: (s or "").encode("latin-1", "replace")[:n].ljust(n, b"\0")
            out += (
                b"TAG"
                + l1(d.get("title"), 30)
                + l1(d.get("artist"), 30)
                + l1(d.get("album"), 30)
                + l1(d.get("date"), 4)
                + b"\0" * 28
                + bytes([0, (d.get("track") or 0) & 255, 17])
            )
        return out
    b = io.BytesIO(raw)
    if ext == "flac":
        from mutagen.flac import FLAC

        f = FLAC(b)
        f.delete(b) if False else None
        if f.tags is None:
            f.add_tags()
        f.tags.clear()
        f.update(vorbis(d))
        f.clear_pictures()
        if cover:
            f.add_picture(picture(cover))
        b.seek(0)
        f.save(b)
    elif ext in ("ogg", "opus"):
        from mutagen.oggvorbis import OggVorbis
        from mutagen.oggopus import OggOpus

        f = (OggVorbis if ext == "ogg" else OggOpus)(b)
        f.tags.clear()
        f.update(vorbis(d))
        if cover:
            f["metadata_block_picture"] = [base64.b64encode(picture(cover).write()).decode()]
        b.seek(0)
        f.save(b)
    elif ext == "m4a":
        from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm

        f = MP4(b)
        if f.tags is None:
            f.add_tags()
        f.tags.clear()
        for a, k in (
            ("\xa9nam", "title"),
            ("\xa9ART", "artist"),
            ("aART", "albumartist"),
            ("\xa9alb", "album"),
            ("\xa9day", "date"),
            ("\xa9gen", "genre"),
            ("\xa9wrt", "composer"),
        ):
            if d.get(k):
                f[a] = [d[k]]
        if d.get("track"):
            f["trkn"] = [(d["track"], d["ntracks"])]
        if d.get("disc"):
            f["disk"] = [(d["disc"], d["ndiscs"])]
        if d.get("comp"):
            f["cpil"] = True
        ff = lambda n, s: f.__setitem__("----:com.apple.iTunes:" + n, [MP4FreeForm(s.encode())])
        if d.get("mb_track"):
            ff("MusicBrainz Track Id", d["mb_track"])
            ff("MusicBrainz Album Id", d["mb_album"])
            ff("MusicBrainz Artist Id", d["mb_artist"])
            ff("MusicBrainz Album Artist Id", d["mb_albumartist"])
            ff("MusicBrainz Release Group Id", d["mb_rg"])
        for k in ("rg_tg", "rg_tp", "rg_ag", "rg_ap"):
            if d.get(k):
                ff(
                    {
                        "rg_tg": "replaygain_track_gain",
                        "rg_tp": "replaygain_track_peak",
                        "rg_ag": "replaygain_album_gain",
                        "rg_ap": "replaygain_album_peak",
                    }[k],
                    d[k],
                )
        if cover:
            f["covr"] = [MP4Cover(cover, MP4Cover.FORMAT_JPEG)]
        b.seek(0)
        f.save(b)
    elif ext == "wma":
        from mutagen.asf import ASF

        f = ASF(b)
        for a, k in (
            ("Title", "title"),
            ("Author", "artist"),
            ("WM/AlbumArtist", "albumartist"),
            ("WM/AlbumTitle", "album"),
            ("WM/Year", "date"),
            ("WM/Genre", "genre"),
            ("WM/Composer", "composer"),
        ):
            if d.get(k):
                f[a] = [d[k]]
        if d.get("track"):
            f["WM/TrackNumber"] = [str(d["track"])]
        b.seek(0)
        f.save(b)
    elif ext == "wv":
        from mutagen.wavpack import WavPack

        f = WavPack(b)
        if f.tags is None:
            f.add_tags()
        for a, k in (
            ("Title", "title"),
            ("Artist", "artist"),
            ("Album Artist", "albumartist"),
            ("Album", "album"),
            ("Year", "date"),
            ("Genre", "genre"),
        ):
            if d.get(k):
                f[a] = d[k]
        if d.get("track"):
            f["Track"] = f"{d['track']}/{d['ntracks']}"
        b.seek(0)
        f.save(b)
    elif ext in ("wav", "aiff"):
        from mutagen.wave import WAVE
        from mutagen.aiff import AIFF

        f = (WAVE if ext == "wav" else AIFF)(b)
        f.add_tags()
        for fr in id3(d, cover, 4, 3).values():
            f.tags.add(fr)
        b.seek(0)
        f.save(b)
    return b.getvalue()


def make_album(job):
    out, seed, (idx, artist, script, comp, nt) = job
    load()
    r = random.Random(f"alb-{seed}-{idx}")
    u = lambda: str(uuid.UUID(int=r.getrandbits(128), version=4))
    ascript = script if r.random() < 0.8 else "ascii"
    album = (
        name(r, ascript, 1, 4)
        + (" (Deluxe Edition)" if r.random() < 0.06 else "")
        + (" [Remastered]" if r.random() < 0.05 else "")
    )
    k = r.random()
    fam = (
        "mp3"
        if k < 0.45
        else "flac"
        if k < 0.75
        else "m4a"
        if k < 0.85
        else r.choice(["ogg", "ogg", "opus"])
        if k < 0.95
        else r.choice(["wma", "wav", "wv", "aiff", "wma"])
    )
    year = r.randint(1958, 2026)
    date = (
        str(year) if r.random() < 0.6 else f"{year}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}"
    )
    genre = r.choice(GENRES)
    composer = r.random() < 0.35
    mb = r.random() < 0.65
    rg = r.random() < 0.5
    embed = r.random() < 0.5
    folder = not embed and r.random() < 0.95 or r.random() < 0.1
    ids = dict(
        mb_album=u(),
        mb_artist=str(uuid.uuid5(uuid.NAMESPACE_DNS, artist)),
        mb_albumartist=str(uuid.uuid5(uuid.NAMESPACE_DNS, "Various Artists" if comp else artist)),
        mb_rg=u(),
    )
    cover = cover_for(r, f"{seed}-{idx}")
    ndisc = 2 if nt > 16 and r.random() < 0.3 else 1
    base = os.path.join(
        out,
        "Various Artists" if comp else safe(artist),
        safe(f"{album} ({year})" if r.random() < 0.3 else album)
        + (f" #{idx}" if r.random() < 2 else ""),
    )
    os.makedirs(base, exist_ok=True)
    n = 0
    size = 0
    rgalb = f"{r.uniform(-12, 2):+.2f} dB"
    mt = 1.3e9 + r.random() * 4e8
    for t in range(nt):
        disc = 1 + (t >= nt // 2) if ndisc == 2 else 1
        tn = t + 1 if disc == 1 else t + 1 - nt // 2
        ts = ascript if r.random() < 0.85 else "ascii"
        title = (
            name(r, ts, 1, 5)
            + (" (Live)" if r.random() < 0.04 else "")
            + (f" (feat. {r.choice(FIRST)} {r.choice(LAST)})" if r.random() < 0.05 else "")
        )
        ta = artist if not comp else artist_name(r, script_of(r), 0)
        d = dict(
            title=title,
            artist=ta,
            album=album,
            albumartist="Various Artists" if comp else artist if r.random() < 0.9 else None,
            track=tn,
            ntracks=nt if ndisc == 1 else nt // 2,
            disc=disc if ndisc == 2 or r.random() < 0.6 else None,
            ndiscs=ndisc,
            date=date,
            genre=genre if r.random() < 0.85 else r.choice(GENRES),
            comp=comp,
            composer=(r.choice(FIRST) + " " + r.choice(LAST)) if composer else None,
        )
        if mb:
            d.update(ids, mb_track=u())
        if rg:
            d.update(
                rg_tg=f"{r.uniform(-12, 2):+.2f} dB",
                rg_tp=f"{r.uniform(0.5, 1.1):.6f}",
                rg_ag=rgalb,
                rg_ap="1.000000",
            )
        q = r.random()
        if q < 0.02:
            d = {}
        elif q < 0.05:
            d[r.choice(["title", "artist", "album", "track", "date", "genre"])] = None
        p = os.path.join(
            base, (f"{disc}-" if ndisc == 2 else "") + f"{tn:02d} - {safe(title)}.{fam}"
        )
        q = r.random()
        if q < 0.003:
            data = render(fam, r, d, cover if embed else None)
            kind = r.randint(0, 3)
            data = (
                b""
                if kind == 0
                else data[: len(data) // 10]
                if kind == 1
                else bytes(r.getrandbits(8) for _ in range(4096))
                if kind == 2
                else b"this is not audio\n" * 50
            )
        else:
            data = render(fam, r, d, cover if embed else None)
        with open(p, "wb") as fo:
            fo.write(data)
        os.utime(p, (mt + t, mt + t))
        n += 1
        size += len(data)
    if folder:
        with open(
            os.path.join(base, r.choice(["folder.jpg", "cover.jpg", "folder.jpg", "Cover.jpg"])),
            "wb",
        ) as fo:
            fo.write(cover)
    if r.random() < 0.2:
        with open(
            os.path.join(base, r.choice(["rip.log", "album.cue.txt", "playlist.m3u", "info.nfo"])),
            "w",
        ) as fo:
            fo.write("x" * 500)
    return n, size


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("out")
    ap.add_argument("n", type=int)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--jobs", type=int, default=2)
    a = ap.parse_args()
    t0 = time.time()
    build_templates()
    t1 = time.time()
    jobs = [(a.out, a.seed, al) for al in plan(a.n, a.seed)]
    os.makedirs(a.out, exist_ok=True)
    n = size = 0
    with Pool(a.jobs) as p:
        for k, s in p.imap_unordered(make_album, jobs, chunksize=8):
            n += k
            size += s
    dt = time.time() - t1
    print(
        f"{n} files, {len(jobs)} albums, {len({j[2][1] for j in jobs})} artists, {size / 1e6:.0f} MB audio files, templates {t1 - t0:.1f}s, {dt:.1f}s = {n / dt:.0f} files/s"
    )


if __name__ == "__main__":
    main()
