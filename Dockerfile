# One image for the API, the worker and the migrations; `docker-compose.yml` says which of them a container runs.

FROM python:3.13-slim AS packages
WORKDIR /app
RUN python -m venv /app/.venv
COPY requirements.txt .
RUN /app/.venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin coursewright \
    && install -d -o coursewright -g coursewright /data
WORKDIR /app
COPY --from=packages /app/.venv /app/.venv
COPY . .
RUN /app/.venv/bin/python -m compileall -q .
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    API_HOST=0.0.0.0 \
    API_PORT=8000 \
    DATA_DIR=/data
USER coursewright
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"API_PORT\"]}/health', timeout=4)"]
CMD ["python", "-m", "api"]
