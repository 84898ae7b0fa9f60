import subprocess


def test_services_start(desktop_env, pulse_server):
    assert (
        "ouzel_test"
        in subprocess.run(
            ["pactl", "list", "short", "sinks"],
            env=dict(desktop_env),
            capture_output=True,
            text=True,
        ).stdout
    )
    assert subprocess.run(
        ["playerctl", "-l"], env=dict(desktop_env), capture_output=True
    ).returncode in (0, 1)
    assert (
        subprocess.run(
            ["xdotool", "getdisplaygeometry"], env=dict(desktop_env), capture_output=True, text=True
        ).stdout
        == "1360 860\n"
    )
