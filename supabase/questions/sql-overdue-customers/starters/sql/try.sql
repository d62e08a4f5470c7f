-- Run this file to try your query on the example.
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE invoices (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  due_on TEXT NOT NULL,
  cents INTEGER NOT NULL,
  is_void INTEGER NOT NULL
);
CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  invoice_id INTEGER NOT NULL REFERENCES invoices (id),
  paid_on TEXT NOT NULL,
  cents INTEGER NOT NULL
);
CREATE TABLE report (day TEXT NOT NULL);
INSERT INTO customers VALUES
  (1, 'Ann'),
  (2, 'Bob');
INSERT INTO invoices VALUES
  (1, 1, '2025-03-01', 1000, 0),
  (2, 1, '2025-04-01', 700, 0),
  (3, 2, '2025-02-15', 400, 0);
INSERT INTO payments VALUES
  (1, 1, '2025-03-05', 300),
  (2, 1, '2025-03-20', 200);
INSERT INTO report VALUES
  ('2025-04-01');
.read main.sql
