#!/bin/sh
# Starts Chromium without two kinds of processes that no test needs. One is for the list below the address bar of each
# window. The other is a spare one for the next page. They take more processor time than the shop's page.
# Chromium obeys only the last `--disable-features`, so the script adds its names to each.
UNUSED=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess
for argument in "$@"; do
  shift
  case $argument in
    --disable-features=*) argument=$argument,$UNUSED ;;
  esac
  set -- "$@" "$argument"
done
exec "${CHROMIUM:-/usr/bin/chromium}" "$@"
