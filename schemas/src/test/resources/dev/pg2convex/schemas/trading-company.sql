-- A trading company, in the manner of the well-known sample database of that kind: small keys, keys of letters, single precision, pictures, a tree of territories.
CREATE TABLE categories (category_id smallint NOT NULL PRIMARY KEY, category_name character varying(15) NOT NULL, description text, picture bytea);
CREATE TABLE customer_demographics (customer_type_id bpchar NOT NULL PRIMARY KEY, customer_desc text);
CREATE TABLE customers (customer_id bpchar NOT NULL PRIMARY KEY, company_name character varying(40) NOT NULL, region character varying(15), fax character varying(24));
CREATE TABLE customer_customer_demo (customer_id bpchar NOT NULL REFERENCES customers, customer_type_id bpchar NOT NULL REFERENCES customer_demographics,
    PRIMARY KEY (customer_id, customer_type_id));
CREATE TABLE employees (employee_id smallint NOT NULL PRIMARY KEY, last_name character varying(20) NOT NULL, birth_date date, photo bytea, notes text,
    reports_to smallint REFERENCES employees);
CREATE TABLE suppliers (supplier_id smallint NOT NULL PRIMARY KEY, company_name character varying(40) NOT NULL, homepage text);
CREATE TABLE products (product_id smallint NOT NULL PRIMARY KEY, product_name character varying(40) NOT NULL, supplier_id smallint REFERENCES suppliers,
    category_id smallint REFERENCES categories, unit_price real, discontinued integer NOT NULL);
CREATE TABLE region (region_id smallint NOT NULL PRIMARY KEY, region_description bpchar NOT NULL);
CREATE TABLE shippers (shipper_id smallint NOT NULL PRIMARY KEY, company_name character varying(40) NOT NULL);
CREATE TABLE orders (order_id smallint NOT NULL PRIMARY KEY, customer_id bpchar REFERENCES customers, employee_id smallint REFERENCES employees, order_date date,
    ship_via smallint REFERENCES shippers, freight real);
CREATE TABLE territories (territory_id character varying(20) NOT NULL PRIMARY KEY, territory_description bpchar NOT NULL, region_id smallint NOT NULL REFERENCES region);
CREATE TABLE employee_territories (employee_id smallint NOT NULL REFERENCES employees, territory_id character varying(20) NOT NULL REFERENCES territories,
    PRIMARY KEY (employee_id, territory_id));
CREATE TABLE order_details (order_id smallint NOT NULL REFERENCES orders, product_id smallint NOT NULL REFERENCES products, unit_price real NOT NULL,
    quantity smallint NOT NULL, discount real NOT NULL, PRIMARY KEY (order_id, product_id));
CREATE TABLE us_states (state_id smallint NOT NULL PRIMARY KEY, state_name character varying(100), state_abbr character varying(2));

INSERT INTO categories VALUES (1, 'Beverages', 'Soft drinks, coffees', '\x'), (2, 'Condiments', NULL, '\x151c2f00');
INSERT INTO customer_demographics VALUES ('A', NULL), ('B ', 'with a blank');
INSERT INTO customers SELECT chr(64 + n) || 'LFKI', 'Company ' || n, NULL, '030-00' || n FROM generate_series(1, 20) AS n;
INSERT INTO customer_customer_demo SELECT customer_id, 'A' FROM customers;
INSERT INTO employees SELECT n, 'Employee ' || n, date '1948-12-08' + n, '\x', 'Notes ' || n, CASE WHEN n <> 2 THEN 2 END FROM generate_series(2, 2) AS n;
INSERT INTO employees SELECT n, 'Employee ' || n, date '1948-12-08' + n, '\x', 'Notes ' || n, 2 FROM generate_series(3, 9) AS n;
INSERT INTO suppliers SELECT n, 'Supplier ' || n, '#http://example.org#' FROM generate_series(1, 10) AS n;
INSERT INTO products SELECT n, 'Product ' || n, 1 + n % 10, 1 + n % 2, n * 1.1, n % 2 FROM generate_series(1, 70) AS n;
INSERT INTO region VALUES (1, 'Eastern          '), (2, 'Western');
INSERT INTO shippers VALUES (1, 'Speedy'), (2, 'United');
INSERT INTO orders SELECT n, chr(65 + n % 20) || 'LFKI', 2 + n % 8, date '1996-07-04' + n, 1 + n % 2, n * 0.7 FROM generate_series(1, 100) AS n;
INSERT INTO territories SELECT '0' || n, 'Territory ' || n || '    ', 1 + n % 2 FROM generate_series(1581, 1600) AS n;
INSERT INTO employee_territories SELECT 2 + n % 8, '0' || n FROM generate_series(1581, 1600) AS n;
INSERT INTO order_details SELECT n, p, p * 1.1, 1 + n % 9, 0.15 FROM generate_series(1, 100) AS n, generate_series(1, 70) AS p WHERE (n + p) % 23 = 0;
INSERT INTO us_states VALUES (1, 'Alabama', 'AL');
