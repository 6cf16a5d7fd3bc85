# How conditions, states and the results of a pre-check are said.
met = met
not_met = not met
unknown = open
eligible = eligible
ineligible = not eligible
undetermined = not settled yet
round-open = open for applications
round-closed = this round is closed
round-upcoming = not open yet
round-unknown = application days not known
amount-exact = { $yuan } yuan
amount-ceiling = up to { $yuan } yuan (a ceiling, not a promise)
amount-unknown = amount cannot be worked out
headline = { $name }: { $verdict }; { $round }; { $amount }
finding = { $status }: { $requirement } ({ $document }, { $clause })
founder-said = yours: { $value }
missing = Still to be known: { $facts }
superseded = Replaced by { $programme }
next-question = Next question: { $question }
all-settled = Nothing is left to ask.
indicative = Indicative, not a decision.
change-at_least = { $fact } of at least { $value }
change-at_most = { $fact } of at most { $value }
change-equals = { $fact }: { $value }
change-one_of = { $fact }: { $value }
change-within = { $fact }: { $value }
change-at_least-day = { $fact } on { $value } or later
change-at_most-day = { $fact } on { $value } or earlier
would-change = What would change it: { $changes }
or = { " " }or{ " " }
one-of = { $fact }: { $values }
unclear-for = { $requirement } (the text does not settle { $values })
at-least = { $fact } of at least { $value }
at-most = { $fact } of at most { $value }
above = { $fact } above { $value }
below = { $fact } below { $value }
is = { $fact } of { $value }
from-to = { $fact } from { $since } to { $until }
from = { $fact } on { $since } or later
to = { $fact } on { $until } or earlier
before-anniversary = { $fact } before the end of { $years ->
        [one] one year
       *[other] { $years } years
    } from { $of }
younger-than = { $fact } less than { $years ->
        [one] one year
       *[other] { $years } years
    } ago
within = { $fact }: { $place }
home = { $fact }: { $place } (the text states no place test)
in-zone = Registered or operating in { $zone }
voucher-floor = Voucher of at least { $value }
no-unless = Not: { $requirement }
at-least-of = At least { $number } of: { $requirements }
in-principle = In principle: { $requirement }
unseen = { $what } (not listed in the sources seen, so it cannot be judged)
list-and = { " " }and{ " " }
list-or = ; or{ " " }
clause-Overview = Overview
clause-Who-may-apply = Who may apply
clause-What-is-covered = What is covered
clause-Amount = Amount
clause-How-to-apply = How to apply
clause-Documents = Documents
clause-Review-and-payment = Review and payment
clause-Redemption-and-validity = Redemption and validity
clause-Obligations-and-penalties = Obligations and penalties
clause-Where-sources-conflict = Where sources conflict
clause-Notes-for-encoding = Notes for encoding
clause-Main-facts = Main facts
