# The bot in a container; docs/hosting/container.md explains how to run it.
#
#   docker build -t imagine-bot .
#
# Another base needs Python 3.11 to 3.13 as `python3`, with the `venv` module.
ARG BASE_IMAGE=python:3.13-slim-trixie

FROM ${BASE_IMAGE} AS build

ARG UV_VERSION=0.13.9
# Extras of the program, separated by commas: `sandbox` adds `imagine-bot sandbox`.
ARG EXTRAS=""

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    UV_NO_CACHE=1 \
    UV_PYTHON_DOWNLOADS=never \
    # modules never change inside an image, so Python needn't compare times
    PYC_INVALIDATION_MODE=UNCHECKED_HASH

WORKDIR /src

# Only /opt/imagine-bot reaches the last stage, so the image has neither uv nor anything else of this one.
# Both secrets are optional, for networks that reach PyPI by a proxy or a mirror of their own:
# `packages_env` sets variables of pip and uv, `packages_ca` is a file of certificates.
RUN --mount=type=secret,id=packages_env --mount=type=secret,id=packages_ca \
    if [ -f /run/secrets/packages_env ]; then set -a && . /run/secrets/packages_env; fi \
    && python3 -m venv /opt/uv \
    && /opt/uv/bin/pip install -q "uv==${UV_VERSION}"

# Apart from the program, so that a change of the code doesn't install all packages again.
COPY pyproject.toml ./
RUN --mount=type=secret,id=packages_env --mount=type=secret,id=packages_ca \
    if [ -f /run/secrets/packages_env ]; then set -a && . /run/secrets/packages_env; fi \
    && /opt/uv/bin/uv venv -q --python "$(command -v python3)" /opt/imagine-bot \
    # wheels only: nothing is compiled, here or for arm64
    && /opt/uv/bin/uv pip install -q --compile-bytecode --no-build \
       --python /opt/imagine-bot/bin/python --requirements pyproject.toml ${EXTRAS:+--extra "${EXTRAS}"}

COPY README.md LICENSE NOTICE ./
COPY bot ./bot
COPY cogs ./cogs
RUN --mount=type=secret,id=packages_env --mount=type=secret,id=packages_ca \
    if [ -f /run/secrets/packages_env ]; then set -a && . /run/secrets/packages_env; fi \
    && /opt/uv/bin/uv build -q --wheel --out-dir /tmp/wheel \
    && /opt/uv/bin/uv pip install -q --compile-bytecode --no-deps \
       --python /opt/imagine-bot/bin/python /tmp/wheel/*.whl


FROM ${BASE_IMAGE}

ARG VERSION=local
ARG REVISION=unknown
LABEL org.opencontainers.image.title="imagine-bot" \
      org.opencontainers.image.description="A Discord bot that turns /imagine into an image with OpenRouter." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

# A fixed number, since volumes and Kubernetes' runAsUser name users by it.
RUN groupadd --gid 10001 imagine \
    && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin imagine \
    && install -d -o 10001 -g 10001 -m 0700 /data

COPY --from=build /opt/imagine-bot /opt/imagine-bot
COPY LICENSE NOTICE /usr/share/doc/imagine-bot/

ENV PATH=/opt/imagine-bot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data \
    HTTP_PORT=8080

USER 10001:10001
WORKDIR /data
VOLUME /data

STOPSIGNAL SIGTERM
# Life, not readiness: a restart doesn't help against a spent key. Inside the container, port 8080 is
# open to it alone. Each check takes 0.4 s of processor time, hence not more often.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["imagine-bot", "health"]
ENTRYPOINT ["imagine-bot"]
CMD ["run"]
