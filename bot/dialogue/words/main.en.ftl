# General
start =
    Hello, I know China's computing vouchers (算力券): who may have them, how much they pay, how to apply. Every statement comes with its source.

    · Just ask: "How much does Qingyang pay?" or "Which cities are open now?"
    · /check finds out which programmes you can use
    · /apply prepares an application, /status follows it

    我也说中文：直接用中文提问即可。
help =
    Ask in your own words, such as "What is the cap of Shenzhen's training voucher?" A short follow-up is fine: "And in Xiamen?"

    /check – which programmes you can use
    /facts – what you told me, to see and change
    /apply – prepare an application
    /status – your applications
    /sources – the sources of the last answer
    /person – ask a person
    /language – 中文 / English
    /reset – forget this conversation and begin again
    /privacy – what is stored about you
    /my_data – see all of it
    /delete_me – delete all of it
small-hello = Hello. Ask me anything about computing vouchers, for example "How much does Qingyang pay?"
small-thanks = You are welcome. If something is still open, just ask.
small-fine = Good. Is there anything else you would like to know about the vouchers?
small-bye = Goodbye, and good luck with the application.
small-who = I am a bot that answers questions about China's computing vouchers from the policy documents, and names the source of every statement. I can also check which programmes you can use (/check) and prepare an application (/apply). /help lists everything.
language-name = English
language-which = Which language shall we speak?
language-set = English it is.
language-unknown = I speak Chinese and English: send /language zh or /language en.
start-middle = You are in the middle of something: simply answer my question to go on. To begin anew, choose “Begin anew”; that forgets what you told me in this conversation, while your applications stay.
start-over = Begin anew
reset-done = I have forgotten this conversation and the facts you gave. Applications that you have begun are still there: /status.
sources-none = I have not given an answer with sources yet. Ask me something first.
sources-of = What I said to “{ $question }” comes from:
privacy =
    What I keep: your questions and my answers, the facts you give, your applications with their files, and the id by which this channel knows you. Why: to go on with the conversation, to handle your applications, and to see which questions I could not answer.

    The questions are answered on the machine of whoever runs this bot; they are not sold or passed on. Staff see a question when you ask for a person, and an application once you hand it in.

    /my_data shows everything and lets you withdraw your consent to names and contacts, /delete_me deletes everything.
rated-up = Thank you, noted.
rated-down = Thank you, noted. If the answer does not help, I can pass your question to a person: /person.
rated-gone = That answer can no longer be rated.
command-unknown = I do not know that command. /help lists those that I know.
choice-gone = Those buttons belong to an earlier step. Just type your question, or send /start to go on from where you were.
nothing-to-choose = There is nothing to choose from just now. Please write your question in words.
nothing-said = I saw no question. Write a sentence, such as "How much does Shanghai pay?"
medium-file = I cannot tell what this file is for. To add it to an application, open the application with /status first. For a question, please write it in words.
medium-photo = I cannot look at pictures outside an application. Please write your question in words; papers for an application go in through /status.
medium-voice = I cannot listen to voice messages. Please type your question.
medium-sticker = A nice one. When you have a question about computing vouchers, just type it.
medium-contact = I do not need contact cards, and I have not kept this one. Please type your question.
medium-location = I cannot read a location. Please write the city or district, for example "Nanshan, Shenzhen".
medium-other = I cannot read this kind of message. Please write your question in words.
ask-what = What would you like to know? Write it behind the command or as your next message, for example "How much does Shanghai pay?"
ask-too-long = That message has { NUMBER($length) } characters, more than I can read at once. Please keep the question under { NUMBER($most) } and put the point first.
ask-too-many = You are asking faster than I can answer well. Please wait a minute and ask again.
ask-failed = I am sorry, I could not look into the policy documents just now. Please try again in a moment; if it happens again, name the reference { $reference }.
button-person = Ask a person

# Terminal
terminal-hello = Computing vouchers (算力券): ask in English or Chinese. /help shows what I can do, /quit leaves.
terminal-building = First start: reading the policy documents
terminal-stopped = Stopped. /quit leaves.
terminal-bye = Goodbye.
terminal-no-file = There is no file { $path }.
terminal-which-file = Which file? Write /file and its path.
terminal-saved = Saved as { $path }
terminal-failed = I am sorry, something broke and I could not answer. If it happens again, name the reference { $reference }.
source-title = Sources
source-quote = “{ $quote }”
source-from = in force since { $since }
source-until = in force until { $until }
source-from-until = in force { $since } to { $until }
source-page = p. { $page }
