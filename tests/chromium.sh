#!/bin/sh
# Chromium without processes that no test needs: one for the list below the address bar, which each headless window
# has, and a spare one for the next page. They take more than the shop's page. Chromium obeys the last
# `--disable-features` alone, so the names are added to it.
UNUSED=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess
for argument in "$@"; do
  shift
  case $argument in
    --disable-features=*) argument=$argument,$UNUSED ;;
  esac
  set -- "$@" "$argument"
done
exec "${CHROMIUM:-/usr/bin/chromium}" "$@"
