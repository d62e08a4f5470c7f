WITH paid AS (
  SELECT invoice_id, sum(cents) AS cents
  FROM payments
  WHERE paid_on <= (SELECT day FROM report)
  GROUP BY invoice_id
),
overdue AS (
  SELECT
    invoices.customer_id,
    invoices.due_on,
    invoices.cents - coalesce(paid.cents, 0) AS owed
  FROM invoices
  LEFT JOIN paid ON paid.invoice_id = invoices.id
  WHERE invoices.is_void = 0
    AND invoices.due_on < (SELECT day FROM report)
    AND invoices.cents > coalesce(paid.cents, 0)
)
SELECT
  customers.name,
  count(*) AS invoices,
  sum(overdue.owed) AS owed,
  min(overdue.due_on) AS oldest
FROM overdue
JOIN customers ON customers.id = overdue.customer_id
GROUP BY customers.id
ORDER BY owed DESC, customers.name;
