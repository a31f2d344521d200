# Một ảnh cho mọi dịch vụ của Airflow, từ đúng các gói trong requirements.lock.
# One image for every service of Airflow, from exactly the packages of requirements.lock.
#
# One stage: every package of the lock is a wheel for Linux, so no compiler is ever installed that would have to go.

# the tests run on this version of Python
FROM python:3.11-slim-bookworm

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

# scanned reports are recognised by Tesseract
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-vie \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /opt/ocop
COPY requirements.lock ./
RUN python -m venv /opt/venv \
    && pip install --no-cache-dir --require-hashes --only-binary :all: --requirement requirements.lock

COPY . ./
# editable: the SQL, the expectations and the sources are read from this folder, as in a checkout
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
    && useradd --system --uid 10001 --no-create-home --home-dir /var/lib/ocop ocop \
    && mkdir -p /var/lib/ocop/landing /var/lib/ocop/airflow/logs \
    && touch /var/lib/ocop/airflow/airflow.cfg \
    && chown -R ocop /var/lib/ocop

# the code stays root's: what runs cannot change it
USER ocop
