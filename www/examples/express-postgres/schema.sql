CREATE TABLE IF NOT EXISTS esims (
  iccid text PRIMARY KEY,
  shopper text NOT NULL
);

CREATE TABLE IF NOT EXISTS sessions (
  id uuid PRIMARY KEY,
  shopper text NOT NULL,
  ends_at timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS payments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  shopper text NOT NULL,
  iccid text NOT NULL,
  package_id text NOT NULL,
  -- PressOne's price in US dollars.
  price float8 NOT NULL,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'paid', 'refunded'))
);

-- The sandbox's eSIM, for a shopper of this example.
INSERT INTO esims VALUES ('8944500102030405061', 'ada') ON CONFLICT DO NOTHING;
