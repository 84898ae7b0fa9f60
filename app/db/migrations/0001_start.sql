-- The schema of the first version.
--
-- Ids are never reused (AUTOINCREMENT). Times are UTC milliseconds. Paths are bytes. `*_key` columns
-- hold folded text (app/library/folding.py) for sorting and identity. Rows of `track` with is_hidden
-- are files that were opened once without being added to the library.
BEGIN IMMEDIATE;

-- Where music comes from ------------------------------------------------------------------------
CREATE TABLE root (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    path          BLOB    NOT NULL UNIQUE,
    added_utc_ms  INTEGER NOT NULL,
    is_missing    INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE folder (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    root_id  INTEGER REFERENCES root(id) ON DELETE CASCADE,   -- NULL: files opened once
    path     BLOB    NOT NULL UNIQUE
);
CREATE INDEX folder_root ON folder(root_id);

CREATE TABLE file (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    folder_id   INTEGER NOT NULL REFERENCES folder(id) ON DELETE CASCADE,
    name        BLOB    NOT NULL,
    size        INTEGER NOT NULL,
    mtime_ns    INTEGER NOT NULL,
    is_missing  INTEGER NOT NULL DEFAULT 0,
    UNIQUE (folder_id, name)
);
CREATE INDEX file_stat ON file(size, mtime_ns);

-- What the music is -----------------------------------------------------------------------------
CREATE TABLE artist (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    key             TEXT    NOT NULL UNIQUE,       -- the MBID, or the folded name
    name            TEXT    NOT NULL,
    name_key        TEXT    NOT NULL,
    mbid            TEXT,
    rating          INTEGER CHECK (rating BETWEEN 0 AND 100),
    loved_utc_ms    INTEGER,
    album_count     INTEGER NOT NULL DEFAULT 0,    -- counted from the rows below after each change
    track_count     INTEGER NOT NULL DEFAULT 0,
    search_text     TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX artist_name ON artist(name_key);

CREATE TABLE album (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    key             TEXT    NOT NULL UNIQUE,       -- what makes tracks one album: see identity.py
    title           TEXT    NOT NULL,
    title_key       TEXT    NOT NULL,
    artist_text     TEXT    NOT NULL,
    artist_key      TEXT    NOT NULL,
    mbid            TEXT,
    year            INTEGER,
    release_date    TEXT    NOT NULL DEFAULT '',
    is_compilation  INTEGER NOT NULL DEFAULT 0,
    added_utc_ms    INTEGER NOT NULL,
    rating          INTEGER CHECK (rating BETWEEN 0 AND 100),
    loved_utc_ms    INTEGER,
    track_count     INTEGER NOT NULL DEFAULT 0,
    duration_ms     INTEGER NOT NULL DEFAULT 0,
    search_text     TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX album_title  ON album(title_key);
CREATE INDEX album_artist_title ON album(artist_key, year, title_key);
CREATE INDEX album_year   ON album(year);
CREATE INDEX album_added  ON album(added_utc_ms);

CREATE TABLE track (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    title               TEXT    NOT NULL,
    title_key           TEXT    NOT NULL,
    artist_text         TEXT    NOT NULL,          -- as the file has it
    artist_key          TEXT    NOT NULL,
    album_id            INTEGER REFERENCES album(id),
    album_title         TEXT    NOT NULL DEFAULT '',
    album_key           TEXT    NOT NULL DEFAULT '',
    album_artist_text   TEXT    NOT NULL DEFAULT '',
    disc                INTEGER,                   -- without one, a track is sorted as of disc 1
    disc_total          INTEGER,
    track_number        INTEGER,
    track_total         INTEGER,
    year                INTEGER,
    release_date        TEXT    NOT NULL DEFAULT '',
    composer_text       TEXT    NOT NULL DEFAULT '',
    comment             TEXT    NOT NULL DEFAULT '',
    bpm                 REAL,
    duration_ms         INTEGER NOT NULL DEFAULT 0,
    codec               TEXT    NOT NULL DEFAULT '',
    bit_rate_kbps       INTEGER,
    sample_rate_hz      INTEGER,
    bit_depth           INTEGER,
    channels            INTEGER,
    track_gain_db       REAL,
    track_peak          REAL,
    album_gain_db       REAL,
    album_peak          REAL,
    mbid_recording      TEXT,
    mbid_track          TEXT,
    isrc                TEXT,
    rating              INTEGER CHECK (rating BETWEEN 0 AND 100),
    loved_utc_ms        INTEGER,
    play_count          INTEGER NOT NULL DEFAULT 0,
    last_played_utc_ms  INTEGER,
    added_utc_ms        INTEGER NOT NULL,
    is_missing          INTEGER NOT NULL DEFAULT 0,
    is_hidden           INTEGER NOT NULL DEFAULT 0,
    search_text         TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX track_title    ON track(title_key)                                    WHERE is_hidden = 0;
CREATE INDEX track_artist_order ON track(artist_key, album_key, coalesce(disc, 1), track_number) WHERE is_hidden = 0;
CREATE INDEX track_album_order  ON track(album_key, coalesce(disc, 1), track_number)            WHERE is_hidden = 0;
CREATE INDEX track_album    ON track(album_id);
CREATE INDEX track_year     ON track(year)                                         WHERE is_hidden = 0;
CREATE INDEX track_added    ON track(added_utc_ms)                                 WHERE is_hidden = 0;
CREATE INDEX track_duration ON track(duration_ms)                                  WHERE is_hidden = 0;
CREATE INDEX track_rating   ON track(rating)                                       WHERE is_hidden = 0;
CREATE INDEX track_plays    ON track(play_count)                                   WHERE is_hidden = 0;
CREATE INDEX track_recording ON track(mbid_recording) WHERE mbid_recording IS NOT NULL;

-- Where a track can be played from: a file, a range of a file, an address.
CREATE TABLE source (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    track_id  INTEGER NOT NULL REFERENCES track(id) ON DELETE CASCADE,
    file_id   INTEGER REFERENCES file(id) ON DELETE CASCADE,
    start_ms  INTEGER,
    end_ms    INTEGER,
    uri       TEXT,
    CHECK ((file_id IS NULL) <> (uri IS NULL))
);
CREATE INDEX source_track ON source(track_id);
CREATE UNIQUE INDEX source_file ON source(file_id, start_ms);

-- Credits in order: join_phrase stands between this credit and the next.
CREATE TABLE track_artist (
    track_id     INTEGER NOT NULL REFERENCES track(id) ON DELETE CASCADE,
    role         TEXT    NOT NULL DEFAULT 'artist',          -- artist, featured, composer
    position     INTEGER NOT NULL,
    artist_id    INTEGER NOT NULL REFERENCES artist(id),
    credited_as  TEXT    NOT NULL,
    join_phrase  TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (track_id, role, position)
) WITHOUT ROWID;
CREATE INDEX track_artist_artist ON track_artist(artist_id, role, track_id);

CREATE TABLE album_artist (
    album_id     INTEGER NOT NULL REFERENCES album(id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    artist_id    INTEGER NOT NULL REFERENCES artist(id),
    credited_as  TEXT    NOT NULL,
    join_phrase  TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (album_id, position)
) WITHOUT ROWID;
CREATE INDEX album_artist_artist ON album_artist(artist_id, album_id);

CREATE TABLE genre (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    key   TEXT NOT NULL UNIQUE,
    name  TEXT NOT NULL
);
CREATE TABLE track_genre (
    track_id  INTEGER NOT NULL REFERENCES track(id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    genre_id  INTEGER NOT NULL REFERENCES genre(id),
    PRIMARY KEY (track_id, position)
) WITHOUT ROWID;
CREATE INDEX track_genre_genre ON track_genre(genre_id, track_id);

-- Corrections by the user: `value` is shown, `original` is what the file says, kept up by scans.
CREATE TABLE overlay (
    track_id  INTEGER NOT NULL REFERENCES track(id) ON DELETE CASCADE,
    field     TEXT    NOT NULL,
    value     TEXT,
    original  TEXT,
    PRIMARY KEY (track_id, field)
) WITHOUT ROWID;

-- Covers by the hash of their bytes (files under cache/covers); a NULL hash remembers a search in vain.
CREATE TABLE cover (
    album_id    INTEGER PRIMARY KEY REFERENCES album(id) ON DELETE CASCADE,
    hash        TEXT,
    source      TEXT    NOT NULL DEFAULT ''
);

-- Finding ---------------------------------------------------------------------------------------
CREATE VIRTUAL TABLE track_fts  USING fts5(search_text, content='track',  content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3');
CREATE VIRTUAL TABLE album_fts  USING fts5(search_text, content='album',  content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3');
CREATE VIRTUAL TABLE artist_fts USING fts5(search_text, content='artist', content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3');

-- What the user did -----------------------------------------------------------------------------
CREATE TABLE play (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    track_id        INTEGER NOT NULL REFERENCES track(id),
    started_utc_ms  INTEGER NOT NULL,
    heard_ms        INTEGER NOT NULL DEFAULT 0,
    duration_ms     INTEGER NOT NULL,
    start           TEXT    NOT NULL,
    "end"           TEXT,                          -- NULL while it plays
    context         TEXT    NOT NULL DEFAULT ''    -- what it was played from, as session.py writes it
);
CREATE INDEX play_track ON play(track_id, started_utc_ms);
CREATE INDEX play_time  ON play(started_utc_ms);

CREATE TABLE playlist (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    name            TEXT    NOT NULL,
    description     TEXT    NOT NULL DEFAULT '',
    created_utc_ms  INTEGER NOT NULL,
    changed_utc_ms  INTEGER NOT NULL,
    deleted_utc_ms  INTEGER
);
CREATE TABLE playlist_entry (
    uuid          TEXT    PRIMARY KEY,
    playlist_id   INTEGER NOT NULL REFERENCES playlist(id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    track_id      INTEGER REFERENCES track(id),    -- NULL: wanted, not owned
    title         TEXT    NOT NULL DEFAULT '',
    artist_text   TEXT    NOT NULL DEFAULT '',
    added_utc_ms  INTEGER NOT NULL
);
CREATE INDEX playlist_entry_order ON playlist_entry(playlist_id, position);
CREATE INDEX playlist_entry_track ON playlist_entry(track_id);

-- The session: what plays and what comes next, to be there again after a crash. A context of a
-- million tracks is one list of numbers; `version` tells whether it must be written again.
CREATE TABLE queue_entry (                         -- "Next in queue"
    position  INTEGER PRIMARY KEY,
    uuid      TEXT    NOT NULL,
    track_id  INTEGER NOT NULL                     -- may be gone: it is then skipped
);
CREATE TABLE queue_list (
    name      TEXT    PRIMARY KEY,                 -- tracks, order, shuffled: see playback/store.py
    version   TEXT    NOT NULL,
    checksum  INTEGER NOT NULL,                    -- CRC-32 of numbers
    numbers   BLOB    NOT NULL                     -- little-endian, int64 in tracks, else int32
);
CREATE TABLE session_value (
    name   TEXT PRIMARY KEY,
    value  TEXT NOT NULL                           -- JSON
) WITHOUT ROWID;

-- The journal: `forward` did it, `inverse` takes it back (JSON, see app/journal). Rows are never
-- changed; an undo is a row of its own that names the row it undoes.
CREATE TABLE journal (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at_utc_ms  INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    direction  TEXT    NOT NULL CHECK (direction IN ('do', 'undo', 'redo')),
    forward    TEXT    NOT NULL,
    inverse    TEXT    NOT NULL,
    reverses   INTEGER REFERENCES journal(id)
);
CREATE UNIQUE INDEX journal_reverses ON journal(reverses) WHERE reverses IS NOT NULL;

-- What could not be read or done, one row for each kind and path.
CREATE TABLE problem (
    kind       TEXT    NOT NULL,
    path       BLOB    NOT NULL,
    reason     TEXT    NOT NULL,
    fix        TEXT    NOT NULL DEFAULT '',
    at_utc_ms  INTEGER NOT NULL,
    PRIMARY KEY (kind, path)
) WITHOUT ROWID;

PRAGMA user_version = 1;
COMMIT;
