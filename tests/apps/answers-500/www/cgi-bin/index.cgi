#!/bin/sh
echo 'PG::ConnectionBad (could not connect to server: Connection refused)' >&2
printf 'Status: 500 Internal Server Error\r\nContent-Type: text/plain\r\n\r\nWe are sorry, but something went wrong.\n'
