#!/bin/sh
# Runs as root on a Debian that has booted with the package of an earlier version on it: a till that starts
# with the machine. Says "ok ..." line by line and ends at what is not.
set -eu

unit() { systemctl --user -M pos-app@ "$@"; }
pid() { unit show --property MainPID --value pos-app.service; }

wait_for() {
    what=$1
    shift
    for _ in $(seq 600); do
        if "$@" >/dev/null 2>&1; then
            echo "ok  $what"
            return
        fi
        sleep 0.1
    done
    echo "BAD $what"
    unit status pos-app.service || true
    exit 1
}

# its loop is running: it takes SIGTERM itself
open() {
    now=$(pid)
    [ "$now" != 0 ] && [ "$now" != "$old" ] &&
        [ $((0x$(sed -n 's/^SigCgt:\t//p' "/proc/$now/status") >> 14 & 1)) = 1 ]
}
state() { [ "$(unit show --property ActiveState --value pos-app.service)" = "$1" ]; }

old=0
systemd-run --quiet --unit screen Xvfb :1 -screen 0 1366x768x24 -ac -nolisten tcp
loginctl enable-linger pos-app
wait_for "the account of the kiosk has its own manager" unit is-active default.target
unit set-environment DISPLAY=:1
[ "$(unit is-enabled pos-app.service)" = enabled ]
echo "ok  the unit is enabled for it"

home=/var/lib/pos-app
runuser -u pos-app -- mkdir -p $home/.config/pos-app
printf '[loyalty]\nprovider = "bonifiq"\naddress = "http://127.0.0.1:9"\n' \
    >$home/.config/pos-app/till.toml

unit start pos-app.service
wait_for "the till opens" open
for turn in 1 2 3; do
    old=$(pid)
    before=$(date +%s%N)
    kill -9 "$old"
    wait_for "killed without warning, it is open again ($turn)" open
    echo "    after $((($(date +%s%N) - before) / 1000000)) ms"
done

old=$(pid)
unit kill --signal TERM pos-app.service
wait_for "closed, it opens again" open

old=$(pid)
dpkg --install /root/later.deb
wait_for "an upgrade closes it and opens it again" open
[ ! -e /run/pos-app.stopped ]

unit stop pos-app.service
echo 'nonsense' >$home/.config/pos-app/till.toml
unit start pos-app.service || true
wait_for "wrong settings are told once, not for ever" state failed
[ "$(unit show --property ExecMainStatus --value pos-app.service)" = 2 ]
[ "$(unit show --property NRestarts --value pos-app.service)" = 0 ]

rm $home/.config/pos-app/till.toml
dpkg --purge pos-app
[ ! -e $home ]
! getent passwd pos-app
echo "ok  purged while its manager runs"
echo done
