#!/bin/sh
# What the tests need beside Python: a Chromium, PostgreSQL's programs, LibreOffice Calc and Impress. Installs what is missing where it may
# (Debian, as root or with passwordless sudo), else says in one sentence what to install.
set -eu

has_chromium() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; }
has_postgres() { command -v postgres >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; }
has_office() { command -v soffice >/dev/null 2>&1; }
has_slides() { has_office && [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/libsdlo.so" ]; }

missing=""
has_chromium || missing="chromium"
has_postgres || missing="$missing postgresql"
has_office || missing="$missing libreoffice-calc"
has_slides || missing="$missing libreoffice-impress"
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
    if sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root="no"; fi
fi
if [ "$as_root" = "no" ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need these programs, which could not be installed from here:$missing. On Debian: sudo apt-get install $missing" >&2
    exit 1
fi
echo "Installing$missing for the tests"
$as_root apt-get update -qq
# shellcheck disable=SC2086 -- a list of package names
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
