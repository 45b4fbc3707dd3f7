#!/bin/sh
# Runs as root on a Debian that has booted with the package of an earlier version on it: a till that
# starts with the machine. Says "ok ..." line by line and ends at what is not. Pictures of the
# screen are left in /root as NAME.xwd.
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

type() { DISPLAY=:1 xdotool type "$1" && DISPLAY=:1 xdotool key Return; }
press() { DISPLAY=:1 xdotool key "$1"; }
picture() { cp /root/screen/Xvfb_screen0 "/root/$1.xwd"; }
journal() { runuser -u pos-app -- pos-app journal "$@"; }
written() { journal --export | grep -q "$1"; }
asked() { curl -fs "$address/_sandbox/bonifiq/calls" | grep -q "\"call\": *\"$1\""; }
control() { curl -fs -o /dev/null -X "$1" "$address/_sandbox/bonifiq/$2" -d "$3"; }

old=0
mkdir /root/screen
systemd-run --quiet --unit screen \
    Xvfb :1 -screen 0 1366x768x24 -ac -nolisten tcp -fbdir /root/screen
cp -a /usr/lib/pos-app /root/provider # a program of its own, that no upgrade closes
systemd-run --quiet --unit sandbox --property StandardOutput=file:/root/sandbox \
    --setenv PYTHONUNBUFFERED=1 /root/provider/pos-app sandbox --port 0
wait_for "a sandbox of the provider" grep -q 'http://127.0.0.1:[0-9]' /root/sandbox
address=$(grep -o 'http://127.0.0.1:[0-9]*' /root/sandbox | head -n 1)
loginctl enable-linger pos-app
wait_for "the account of the kiosk has its own manager" unit is-active default.target
unit set-environment DISPLAY=:1
[ "$(unit is-enabled pos-app.service)" = enabled ]
echo "ok  the unit is enabled for it"

home=/var/lib/pos-app
runuser -u pos-app -- mkdir -p $home/.config/pos-app
printf '[loyalty]\nprovider = "bonifiq"\naddress = "%s"\n' "$address" \
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
wait_for "closed, it stays closed" state inactive
unit start pos-app.service
wait_for "until somebody opens it" open

# a redemption whose answers are all lost, and the power with them
control POST settings '{"fixed_pin": "1234"}'
control POST faults '{"call": "redeem", "fault": "drop_after", "times": 0}'
sleep 1 # for the loop's first turn: keys typed before it wait, but the picture does not
picture empty
type 7891000315507
wait_for "an item is sold" written BasketSet
press F3
type 12345678909
wait_for "its customer is asked for" asked available
sleep 1
press Return
press F6
wait_for "a code is sent" asked challenge
sleep 1
type 1234
wait_for "a reward is redeemed, and nobody says so" asked redeem

is_unsettled() { journal | grep -q "redemption on its way"; }
unsettled_on_screen() {
    wait_for "$1: the till is open again" open
    sleep 3
    picture "$2"
    wait_for "$1: what is unsettled is kept" is_unsettled
}
old=$(pid)
kill -9 "$old"
unsettled_on_screen "killed while a redemption is unsettled" killed

# the installer is killed as well, wherever it is
for after in 0.1 1 8.5 9 9.5 10.5; do
    old=$(pid)
    systemd-run --quiet --collect --unit installer dpkg --install /root/later.deb
    sleep $after
    systemctl kill --signal KILL installer 2>/dev/null || echo "    it had ended"
    while systemctl --quiet is-active installer; do sleep 0.1; done
    echo "    $(dpkg-query --show --showformat '${Status} ${Version}' pos-app)"
    dpkg --install /root/later.deb >/dev/null 2>&1
    unsettled_on_screen "an upgrade killed after $after s and done again" "upgraded-$after"
done
dpkg-query --show --showformat '${Status}' pos-app | grep -q '^install ok installed$'
[ ! -e /run/pos-app.stopped ]
echo "ok  and nothing of the killed installers is left"

control DELETE faults '{}'
is_settled() { ! is_unsettled; }
wait_for "the line is back: the redemption is settled" is_settled
[ "$(curl -fs "$address/_sandbox/bonifiq/books" | grep -o '"external_code"' | wc -l)" = 1 ]
echo "ok  it was redeemed once, and what the closed tills promised was carried out"
sleep 1
picture settled

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
