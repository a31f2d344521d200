-- Vai trò và cơ sở dữ liệu của máy chủ. PostgreSQL chạy tệp này một lần, khi dữ liệu còn trống.
-- The roles and databases of a server. PostgreSQL's image runs this file once, while its data volume is empty.

\getenv loader_password OCOP_LOADER_PASSWORD
\getenv analyst_password OCOP_ANALYST_PASSWORD
\getenv airflow_password AIRFLOW_DATABASE_PASSWORD

create role airflow login password :'airflow_password';
create role ocop_loader login createrole password :'loader_password';

-- made by the loader, so that the migrations may set its defaults: read-only, a minute a query; a session may change them,
-- what holds is that it is granted no right to write
set role ocop_loader;
create role ocop_analyst login password :'analyst_password';
reset role;

create database airflow owner airflow;
create database ocop owner ocop_loader;
alter database ocop set timezone = 'Asia/Ho_Chi_Minh';

-- each role enters its own database only
revoke all on database airflow, ocop, postgres from public;
grant connect on database ocop to ocop_analyst;
