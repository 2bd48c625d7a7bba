-- What the pages show. `first` and `last` are days as date.toordinal counts them, null when undated;
-- offsets are half-open and count code points of article.text.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE article (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL,
  identifier TEXT NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL, publisher TEXT NOT NULL,
  url TEXT NOT NULL, byline TEXT NOT NULL, text TEXT NOT NULL,
  sentences INTEGER NOT NULL, covered INTEGER NOT NULL,
  problem TEXT NOT NULL,  -- why its graph could not be read, or ''
  heading TEXT AS (CASE title WHEN '' THEN identifier ELSE title END)
);
CREATE INDEX article_date ON article (date);
CREATE TABLE skipped (article INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE INDEX skipped_article ON skipped (article);
CREATE TABLE note (article INTEGER NOT NULL, text TEXT NOT NULL);
CREATE INDEX note_article ON note (article);

-- Entities, and the events that are nodes of their own; `rank` 0 is the most central one.
CREATE TABLE node (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, label TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT 'entity', type TEXT NOT NULL DEFAULT '', coarse TEXT NOT NULL DEFAULT '',
  aliases TEXT NOT NULL DEFAULT '[]', articles INTEGER NOT NULL DEFAULT 0,
  statements INTEGER NOT NULL DEFAULT 0, degree INTEGER NOT NULL DEFAULT 0, rank INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX node_rank ON node (rank);
CREATE INDEX node_type ON node (type);
CREATE VIRTUAL TABLE name USING fts5 (label, aliases, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3');

-- What one article calls a node, from which the columns of `node` follow.
CREATE TABLE naming (
  article INTEGER NOT NULL, node INTEGER NOT NULL, label TEXT NOT NULL, kind TEXT NOT NULL,
  type TEXT NOT NULL, aliases TEXT NOT NULL
);
CREATE INDEX naming_article ON naming (article);
CREATE INDEX naming_node ON naming (node, article);
CREATE TABLE mention (
  article INTEGER NOT NULL, node INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL
);
CREATE INDEX mention_article ON mention (article);
CREATE INDEX mention_node ON mention (node, article);

CREATE TABLE statement (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, article INTEGER NOT NULL, kind TEXT NOT NULL,
  type TEXT NOT NULL, label TEXT NOT NULL, status TEXT NOT NULL, negated INTEGER NOT NULL,
  modality TEXT NOT NULL, former INTEGER NOT NULL, time TEXT NOT NULL, first INTEGER, last INTEGER,
  confidence REAL NOT NULL, start INTEGER NOT NULL, details TEXT NOT NULL, evidence TEXT NOT NULL
);
CREATE INDEX statement_article ON statement (article);
CREATE INDEX statement_type ON statement (kind, type, first);
CREATE INDEX statement_first ON statement (kind, first);
CREATE TABLE edge (
  source INTEGER NOT NULL, target INTEGER NOT NULL, statement INTEGER NOT NULL,
  label TEXT NOT NULL, role TEXT NOT NULL, source_role TEXT NOT NULL
);
CREATE INDEX edge_source ON edge (source, target, statement);
CREATE INDEX edge_target ON edge (target, source, statement);
CREATE INDEX edge_statement ON edge (statement);
-- Every node in a statement: subject, object, speaker, about, source (whose word it is), or its
-- role in an event.
CREATE TABLE part (statement INTEGER NOT NULL, node INTEGER NOT NULL, role TEXT NOT NULL);
CREATE INDEX part_statement ON part (statement, role);
CREATE INDEX part_node ON part (node, role, statement);

CREATE TABLE claim (
  statement INTEGER PRIMARY KEY, speaker INTEGER NOT NULL, cue TEXT NOT NULL, content TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, direct INTEGER NOT NULL, negated INTEGER NOT NULL
);
CREATE INDEX claim_speaker ON claim (speaker);
CREATE VIRTUAL TABLE said USING fts5 (content, tokenize = "unicode61 remove_diacritics 2");
CREATE TABLE asserted (claim INTEGER NOT NULL, event INTEGER NOT NULL);  -- statements
CREATE INDEX asserted_claim ON asserted (claim);
CREATE INDEX asserted_event ON asserted (event);
CREATE TABLE figure (
  statement INTEGER NOT NULL, number REAL, qualifier TEXT NOT NULL, unit TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX figure_statement ON figure (statement);
