"""`voucherbot doctor`: checks the configuration and every part it reaches, and says how to mend what is wrong."""

import typer

from bot.commands.options import Json, print_json


def doctor(
    *,
    as_json: Json = False,
) -> None:
    """Check the configuration and every part it reaches; say what is wrong and how to mend it."""
    from bot.commands.checkup import check_everything

    findings = check_everything()
    well = all(finding.well for finding in findings)
    if as_json:
        rows = [{"part": it.part, "ok": it.well, "says": it.says, "mend": it.mend or None} for it in findings]
        print_json({"ok": well, "checks": rows})
    else:
        for finding in findings:
            typer.echo(f"{'ok     ' if finding.well else 'problem'}  {finding.part}: {finding.says}")
            if not finding.well and finding.mend:
                typer.echo(f"         mend: {finding.mend}")
    raise typer.Exit(0 if well else 1)
