# The sentences of an answer that are not quotes
answer-above = I have no rule of { $place }'s own; this is the wider programme, { $programme }.
answer-below = I have no rule for the whole of { $place }; this is the local programme, { $programme }.
answer-draft = Note: this is only a draft for comment; no final text was seen.
answer-superseded = Note: it has been replaced by { $newer }; new applications go by that.
answer-old-day = This is answered for the time you asked about.
answer-expired = Note: the policy's term has ended.
answer-unverified = This is not confirmed by an official source.
answer-gap-topic = The sources I have do not state { $topic } for { $programme }.
answer-partial-gap = Not covered: { $what }.
answer-partial-item = { $topic } for { $programme } (not stated in the sources)
answer-partial-place = { $place } (no rule in my knowledge base)
answer-not-covered = Nothing in my knowledge base answers this, so I won't guess.
answer-no-rule = I have no voucher rule for { $place } in my knowledge base. That is not the same as "there is no voucher": I have nothing to cite.
answer-nearest = The nearest I have: { $nearest }.
answer-offer-staff = Send /person to pass the question to the staff.
answer-clarify-place = The rules differ from place to place. Which city or district do you mean?
answer-clarify-topic = What would you like to know about { $place }?
answer-clarify-other = Elsewhere: type the name
answer-out-of-scope = I only answer questions about computing vouchers (算力券) and can't help with this one. Try: "What is the cap of Shenzhen's training voucher?"
answer-greeting = Hello. I answer questions about China's computing vouchers and name the source of every statement. Try "How much does Qingyang pay?" or "Which cities are open now?"
answer-about = I am voucherbot, an information service, not an authority: I decide nothing. I answer from the policy documents in my knowledge base and name the source and date of every statement; check with the authority before you rely on one. Nothing that you tell me here goes into an application unless you open one.
answer-refused = I can't do that: I answer from the policy documents only, and don't change rules, declare approvals or give away other people's data. Do ask me about the vouchers.
answer-failed = Sorry, the knowledge base can't be searched just now. Please try again in a moment.
answer-empty = I saw no question. Write a sentence, such as "How much does Shanghai pay?"
answer-list-lead = Among the programmes I have:
answer-list-none = No programme in my knowledge base fits this.
answer-list-more = { $count } more are not listed; name a place for details.
answer-list-open = Programmes that take applications on { $day }:
answer-several = { $place } has several programmes:
topic-list = { $topics }
offer-topic-rate = the rate
answer-thanks = You're welcome. Ask any time, or send /check to see which vouchers fit your company.
answer-complaint = I'm sorry that this didn't help. Tell me the place and what you want to know in one sentence, or send /person to reach the staff.
answer-person = Send /person and your question goes to the staff; they answer here.
answer-others-data = I can't show other people's or other companies' data. Your own applications are under /status, and what is stored about you under /my_data.
plan-amount-line = { $name }: { $told }.
plan-amount-of-line = { $name } ({ $line })
plan-amount-step = { $rate } × { $base } = { $sum }
plan-amount-step-range = { $rate } × { $low_base } to { $high_base } = { $low } to { $high }
plan-amount-step-above = { $rate } × { $low_base } or more = at least { $low }, at most { $high } (the cap)
plan-amount-step-from = { $rate } × { $low_base } or more = at least { $low }
plan-amount-step-below = { $rate } × at most { $high_base } = at most { $high }
plan-amount-up-to = up to { $sum }
plan-amount-about = about{" "}
plan-amount-capped = , above the cap of { $cap }: you get at most { $sum }
plan-amount-within-cap = {" "}(the cap is { $cap })
plan-amount-cap-less-granted = ; the cap of { $cap } less the { $granted } granted leaves { $sum }
plan-amount-less-others = , less { $others } of other public money: { $sum }
plan-amount-cut = , cut to { $sum }
plan-amount-below-floor = , but that is too little, so nothing is paid ({ $requirement })
plan-amount-barred = nothing as you tell it, since this isn't met: { $requirement } (else { $step })
plan-amount-tier-if = { $step } if { $condition }
plan-amount-and = ;{" "}
plan-amount-list = {" and "}
plan-amount-ceiling = The rules set a ceiling there, not a promise.
plan-amount-base = What counts is: { $base }; I took your sum for it.
plan-amount-bases = Each programme counts its own kind of spending (contract, settled bills or the year's); I took your sum for it.
plan-amount-prorated = That holds if the whole service lies in the cost period; else it counts pro rata by days.
plan-amount-comes-off = { $what } comes off.
plan-amount-granted-off = What you were already granted this year comes off the cap.
plan-amount-per-month = { $monthly } a month is { $total } in { $months } months. For how many months is it?
plan-amount-per-month-told = { $monthly } × { $months } months = { $total }.
plan-amount-months = I took twelve months. For how many months is it?
plan-amount-currency = The vouchers are worked out in yuan. How much is it in yuan, before tax?
plan-amount-no-formula = { $name }: I can't work out a sum, because the text seen has no rate for it; this is what it says
