# General
start =
    Hello, I am the computing-voucher assistant. You can
    · ask a question, such as "How much does Qingyang pay?" — every statement names its source
    · send /check to see which programmes you can use, all at once
    · send /apply to apply, /status to follow it

    我也会中文：直接用中文提问，或发送 /language。
start-again = There is a question that you have not answered yet. Go on, or start afresh?
button-resume = Go on
button-restart = Start afresh
help =
    How it works:
    Just ask: "What is the cap of Shenzhen's training voucher?" "Which cities are open now?"
    /check eligibility   /apply apply   /status progress
    /sources of the last answer   /person ask a person
    /language language   /reset forget this conversation
    /privacy   /my_data export my data   /delete_me delete my data
language-name = English
language-ask = Which language?
language-set = English from now on.
language-unknown = I speak Chinese and English: send /language zh or /language en.
reset-done = This conversation and the facts you gave are forgotten.
sources-none = There is no answer with sources yet. Ask me something first.
sources-lead = Sources of the last answer:
source-no-address = (no address that can be shown)
privacy = I keep your questions, the answers and what you fill in, to go on with the conversation and to better the knowledge base; nothing goes to third parties. /my_data exports it, /delete_me erases it.
rated-up = Thank you, noted.
rated-down = Thank you, noted. /person passes your question to the staff.
rated-gone = This answer can no longer be rated.
media-voice = I can't listen to voice messages; please type.
media-sticker = Nice sticker. For questions on computing vouchers, just type.
media-contact = I don't need contact cards; please don't send other people's details.
media-location = I can't read locations; please write the city or district, such as "Nanshan, Shenzhen".
media-other = I can't read this kind of message; please ask in words.
unknown-command = There is no such command; /help lists them all.
too-long = This message is too long: keep it under { $most } characters and put the question first.
too-many = That was a little fast; please ask again in a minute. Nothing you asked before is lost.
failed = Sorry, something broke and I could not answer. Please try again in a moment; if you report it, give the reference { $reference }.
button-person = Ask a person
# Terminal
terminal-hello = Computing-voucher assistant. Just ask; /help explains, /quit leaves.
terminal-building = First use: building the index
terminal-choose = (type a number or the text)
terminal-no-file = There is no such file: { $path }
terminal-bye = Goodbye.
source-line = { $label } { $document }: { $clause }
source-since = since { $since }
source-until = until { $until }
