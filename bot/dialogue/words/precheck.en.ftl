# The pre-check: its questions, its result, the facts to be seen and changed.
check-hello = Let me see which vouchers you can use. I ask only what changes the result, usually fewer than ten questions. Say "don't know" or "skip" where you cannot tell, "results" to see where you stand, and ask about the rules whenever you like.
check-in-private = A pre-check asks about your organisation. Please write to me in private and send /check.
check-not-found = I found no voucher programme for “{ $what }”. Try another city or name, or see all of them.
check-understood = This is what I understood. Is it right?
check-places = Also of interest: { $places }
check-edited = I read answers from new messages only. To change what you told me, send /facts.
check-stopped = All right, we stop here. I keep what you told me, and we can go on at any time.
misheard-confirm = Please press "All right" or "Change", or simply add to it.

fact-line = · { $label }: { $value }
known-in-part = { $known } (the day is not known yet)
ask-exact-day = You said { $known }. { $question }
ask-finer-place = { $fact }: { $place }. Which of these is it? If it is none of them, type the city or district.
noted-unknown = All right, I leave this open: { $fact }.
noted-skipped = Skipped: { $fact }.
noted-team = All right, I look at it for a team that has not registered yet.

yes-clean_record = A clean record
no-clean_record = Not clean
yes-provider_related = Yes, a related party
no-provider_related = No, unrelated
yes-provider_listed = Yes, on the list
no-provider_listed = No, not on the list
yes-bought_on_platform = Yes, on the platform
no-bought_on_platform = No, elsewhere

misheard-place = I do not find this place. Please name a city or district in mainland China, for example "Nanshan, Shenzhen"; Chinese or pinyin will do.
misheard-place-near = I do not find this place. Is it this one? You can also type it again.
misheard-places-same-name = There is more than one place of this name. Which is it?
misheard-places-several = You named more than one place. Which is it?
misheard-choice = I could not match that with an answer below. Please choose one, or put it another way.
misheard-several = That sounds like more than one. Please choose one.
misheard-yes-no = Please answer yes or no.
misheard-either-way = A plain "no" can be read in two ways here. Please choose one.
misheard-money = I saw no amount. Please write one, for example 1.8m or 1,800,000.
misheard-several-sums = I saw more than one amount. Please write one; if it is not fixed yet, the likeliest.
misheard-negative = An amount cannot be negative. Please write it again.
misheard-currency = Please give the amount in yuan, for example 1.8m.
misheard-too-much = That is more than a hundred billion yuan. Please check the unit and write it again.
misheard-small = Is that in yuan, or in units of ten thousand (万)?
misheard-number = Please write a number, for example 100.
misheard-date = I saw no date. Please write it like 2024-03-15 or 15 March 2024.
misheard-date-impossible = There is no such day. Please check it and write it again, for example 2024-03-15.
misheard-date-future = That day is still to come. Please give the day on the business licence; if you have not registered yet, say "don't know".
misheard-date-year = Of which year? Please write the whole date, for example 2024-03-15.
misheard-date-several = I saw more than one date. Please write one.
misheard-date-either = I cannot tell the month from the day. Please write it like 2024-03-15.
misheard-date-order = The last day is before the first. Please write it again; if the other one is wrong, /facts changes it.

result-title = From what you told me, the programmes of your place:
result-so-far = Where you stand so far (there are questions left, so this may change):
result-none = I found no voucher programme at your place.
result-past = Replaced by newer ones and not listed: { $names }.
result-elsewhere = There are { $count } more programmes in other places, most of them for local organisations. "Other places" unfolds them; if you would move or buy there, tell me, for example "we could buy computing in Qingyang".
result-indicative = Indicative, not a decision.
which-programme = Which one would you like to see?
which-to-apply = Which one shall we prepare an application for?
details-source = Source: { $title }, { $address }
elsewhere-unsaid = The texts do not say whether outsiders may apply ({ $count }):
    { $names }
elsewhere-refused = Not met as things stand ({ $count }):
    { $names }
elsewhere-go-there = To look at one of these places, just say so, for example "we could move to Chengdu"; /check with a city or a programme looks at that alone.

facts-none = I know nothing about you yet. Send /check to begin, or introduce yourself, for example "We are a company in Shenzhen, founded in March 2025, with a computing contract of 1.8m".
facts-title = What you told me. Choose one to change or remove it:
facts-open = Still open: { $names }
fact-now = Now: { $value }
fact-removed = Removed: { $fact }.
which-is-wrong = Which one is wrong? Choose it to change it.
changed-title = The result has changed:
changed-nothing = The result has not changed.
verdict-changed = · { $name }: { $was } → { $now }
amount-changed = · { $name }: { $was } → { $now }
verdict-eligible = eligible
verdict-ineligible = not eligible
verdict-undetermined = not settled yet

button-check = Begin the pre-check
button-dont-know = Don't know
button-skip = Skip
button-nothing = None (0 yuan)
button-no-company = No company yet
button-go-on-asking = Go on
button-details = Criteria in full
button-other-details = See another
button-only-this = Check this one only
button-compare = Compare and combine
button-summary = Make a file
button-apply = Apply
button-elsewhere = Other places
button-all-programmes = All programmes
button-my-facts = My facts
button-results = Back to the result
button-more = More
button-remove = Remove it
button-back-to-check = Back to the pre-check
