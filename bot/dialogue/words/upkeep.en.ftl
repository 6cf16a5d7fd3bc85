# Keeping the knowledge base: documents in, preview, publish, open questions, answers by a person.
upkeep-not-editor = Only editors and admins can do this.
upkeep-in-private = Please send files and look after the knowledge base in a private chat.
upkeep-overview = Knowledge base: release { $release } serves, { $documents } documents.
    { $pending ->
        [0] Nothing waits to be published.
        [one] Changes in 1 document wait to be published.
       *[other] Changes in { $pending } documents wait to be published.
    }
    { $gaps ->
        [0] No question waits for an answer.
        [one] 1 question was not answered well.
       *[other] { $gaps } questions were not answered well.
    }
    Send me a file (PDF, Word, web page, Markdown, text, Excel or CSV) to take it in.
upkeep-none = none
button-kn-preview = Preview
button-kn-publish = Publish
button-kn-gaps = Open questions
button-kn-confirm = Confirm and publish
button-kn-history = History
button-kn-rollback = Roll back
button-kn-accept = Take it in
button-kn-discard = Discard
button-kn-answer = Answer
button-kn-settle = No answer needed
button-kn-take = I'll answer
button-kn-keep = Keep as FAQ
button-kn-only-send = Only send it
button-person-ask = Ask a person

upkeep-unreadable-scan = This is a scan or a picture without text; please send a version with text.
upkeep-unreadable-encrypted = The file is protected with a password; please remove it and send the file again.
upkeep-unreadable-broken = The file is damaged and can't be opened; please save it anew and send it again.
upkeep-unreadable-too_large = The file is too large (20 MB and 1,000 pages at most); please split it.
upkeep-unreadable-bomb = The file unpacks to far more than a document holds, so I didn't open it.
upkeep-unreadable-wrong_extension = The file's name says one format and its content is another; please give it the right name.
upkeep-unreadable-unsupported = I can't read this kind of file; please send PDF, Word, HTML, Markdown, text, Excel or CSV.
upkeep-unreadable-old_office = This is an Office format of before 2007; please save it as .docx or .xlsx and send it again.
upkeep-unreadable-empty = There is no text in the file.
upkeep-unreadable-too_slow = Reading the file took too long; please split it.
upkeep-unreadable-garbled = What can be read of the file is no text in Chinese or English; please send a version whose text can be copied.
upkeep-unreadable-thin = Hardly any text could be read of the file; please save the document itself, as Word, PDF or text, and send that.
upkeep-unreadable-form = This is a fillable form that only Adobe Reader shows; please print it to a PDF and send that.

upkeep-proposal = "{ $title }"
    Id: { $id }; issuer: { $issuer }; number: { $number }; region: { $regions }
    Issued: { $issued }; in force: { $since } to { $until }
    { $clauses } clauses, { $statements } statements.
upkeep-proposal-supersedes = Replaces: { $documents }
upkeep-ask = Unsure: { $name }. { $reason } Please reply with what is right, "none" if there is none, or "ok" to keep "{ $value }".
upkeep-key-title = the title
upkeep-key-issuer = the issuer
upkeep-key-document_number = the document number
upkeep-key-regions = the region
upkeep-key-issued = the date of issue
upkeep-key-since = the first day in force
upkeep-key-until = the last day in force
upkeep-key-text = the text
upkeep-doubt-not_found = The text does not say it.
upkeep-doubt-guessed = It is a guess.
upkeep-doubt-elsewhere = It does not stand at the head.
upkeep-doubt-before_start = It is before the first day in force.
upkeep-doubt-recognised = The text was read from pictures and may have wrong letters; please check it.
upkeep-doubt-addresses_program = One sentence reads like an instruction to a program; it is kept as text and nothing else: "{ $value }"
upkeep-not-understood = I can't read "{ $text }".
upkeep-accepted = Taken in, not published yet. You can preview the change now.
upkeep-discarded = All right, it was not taken in.
upkeep-gone = This file has been dealt with already.
upkeep-found-duplicate = It says the same as "{ $title }" ({ $document }).
upkeep-found-nearly_duplicate = { $new } of it is the same as "{ $title }" ({ $document }).
upkeep-found-same_number = The number { $new } belongs to "{ $old }" ({ $document }) already.
upkeep-found-overlap = It is in force together with "{ $title }" ({ $document }): { $new }; { $old }.
upkeep-found-contradiction = It contradicts "{ $title }" ({ $document }), which is in force. New: "{ $new }" Old: "{ $old }"
upkeep-found-same_id = It has the id of "{ $title }".

upkeep-nothing = There is nothing to publish.
upkeep-preview-head = Release { $release } would change this:
upkeep-document-added = + new: "{ $title }" ({ $document }), { $clauses } clauses
upkeep-document-removed = − withdrawn: "{ $title }" ({ $document })
upkeep-document-reworded = ~ changed: "{ $title }" ({ $document })
upkeep-clause-added = new clause "{ $title }"
upkeep-clause-removed = clause "{ $title }" is gone
upkeep-clause-reworded = clause "{ $title }" reworded
upkeep-particular = { $name }: { $before } → { $after }
upkeep-figure = figure { $before } → { $after }
upkeep-before = was: { $text }
upkeep-after = now: { $text }
upkeep-answers = { $golden } golden questions and { $real } real ones of the last month would get another answer.
upkeep-answer-changed = Q: { $question }
    was ({ $before_outcome }): { $before }
    now ({ $after_outcome }): { $after }
upkeep-regression = The golden question "{ $id }" was right and would be wrong: { $reasons }
upkeep-broken = The rules of { $programme } would not stand on the documents: { $faults }
upkeep-rule = The rules of { $programme } cite the clause "{ $clause }" of { $document }, which { $vanished ->
        [yes] vanished
       *[no] changed
    }
upkeep-touched = { $drafts } drafts and { $verdicts } saved verdicts are touched.
upkeep-more = { $count } more.
upkeep-held = Not published; the release that serves goes on serving:
upkeep-left-out = Left out, since it can't be published; discard it or put it right: { $fault }
upkeep-except = If that is right, publish again: why in the first line, then a line of the form "name = reason" for each of { $names }.
upkeep-except-unknown = "{ $name }" is nothing that would be wrong.
upkeep-awaits = Release { $release } is ready and waits for a second person. By command: voucherbot knowledge publish --confirm { $release }
upkeep-published = Release { $release } is published; running bots use it within seconds.{ $told ->
        [0] {""}
        [one] {" "}1 founder whom it touches was told.
       *[other] {" "}{ $told } founders whom it touches were told.
    }
upkeep-ask-reason = Please say in a sentence why.
upkeep-rolled-back = Release { $release } serves again.
upkeep-busy = Somebody else is publishing; please try again in a moment.
upkeep-history-line = { $at } { $release } { $action ->
        [rollback] rolled back
       *[publish] published
    } by { $author }: { $reason }{ $confirmed ->
        [none] {""}
       *[other] {" "}(confirmed by { $confirmed })
    }{ $summary ->
        [none] {""}
       *[other] {" "}[{ $summary }]
    }

gaps-button = { $number }
gaps-none = No question was answered badly.
gaps-head = Questions that were not answered well, most asked first:
gaps-line = { $number }. { $question } ({ $people ->
        [one] 1 person
       *[other] { $people } people
    }; { $reasons })
gaps-why-not_covered = not covered
gaps-why-partial = covered in part
gaps-why-disliked = disliked
gaps-why-handed_over = wants a person
gaps-detail = { $question }
    { $people ->
        [one] 1 person asked.
       *[other] { $people } people asked.
    }
gaps-also = Also asked as: { $questions }
gaps-ask-answer = Please write the answer for those who asked.
gaps-ask-source = What does it rest on? Reply with a document or an address, or "none".
gaps-keep = Keep it as an FAQ? Once published, the bot answers the same question with it.
gaps-sent = { $people ->
        [one] 1 founder was answered.
       *[other] { $people } founders were answered.
    }{ $document ->
        [none] {""}
       *[other] {" "}It was added to { $document }, for the next publish, and became a golden question.
    }
gaps-late = Somebody else has dealt with this question.
gaps-settled = All right, it is off the list.

person-somebody = The team
person-which = What would you like to ask a person? Just write it to me.
person-handed-over = I passed it on to the team: "{ $question }"
    Their reply will come here. Meanwhile you can go on asking me.
person-taken = { $name } is looking into your question.
person-answer = { $name } of the team answers your question "{ $question }":

    { $answer }

    The bot answers again from here on; for a person, send /person.
person-answer-source = Source: { $source }
person-for-staff = Somebody asks for a person:
    { $question }

    { $gist }
person-founder = Founder
person-bot = Bot
person-taken-by-you = It is yours. Please write the answer.
person-changed = The knowledge base has changed, and it touches your draft or your verdict: { $documents }. Please look again, and check anew if you like: /check
