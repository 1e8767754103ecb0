CREATE TABLE IF NOT EXISTS esims (
  iccid TEXT PRIMARY KEY,
  shopper TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS sessions (
  id TEXT PRIMARY KEY,
  shopper TEXT NOT NULL,
  ends_at INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS payments (
  id TEXT PRIMARY KEY,
  shopper TEXT NOT NULL,
  iccid TEXT NOT NULL,
  package_id TEXT NOT NULL,
  -- PressOne's price in US dollars.
  price REAL NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'paid', 'refunded'))
) STRICT;

-- The sandbox's eSIM, for a shopper of this example.
INSERT OR IGNORE INTO esims VALUES ('8944500102030405061', 'ada');
