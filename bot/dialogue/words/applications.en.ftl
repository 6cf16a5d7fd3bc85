# Applications: filling in, following, reviewing.
somebody = somebody
nobody = nobody yet
list-comma = {", "}
amount-yuan = { $figure } yuan
amount-unknown = not known
date-unknown = not stated
no-reference = draft

field-company_name = Company name
field-credit_code = Unified Social Credit Code
field-purpose = Purpose of the computing
field-provider = Computing provider
field-period_start = First day of the service
field-period_end = Last day of the service
field-requested_cny = Amount asked for
field-legal_representative = Legal representative
field-contact_person = Contact person
field-phone = Phone
field-email = E-mail
field-bank_name = Bank and branch
field-bank_account = Account number
purpose-training = Training a model
purpose-fine_tuning = Fine-tuning a model
purpose-inference = Inference
purpose-application = Building applications
purpose-research = Research

ask-company_name = What is the full name of the company, as on its business licence?
ask-credit_code = What is its Unified Social Credit Code (18 characters)?
ask-purpose = What is the computing for?
ask-provider = Which company provides the computing?
ask-period_start = On which day does the service begin? For example 2026-12-01.
ask-period_end = On which day does it end?
ask-requested_cny = How much do you ask for, in yuan? 600,000 or 60万 will do.
ask-ceiling = The pre-check worked out at most { $ceiling }.
ask-legal_representative = Who is the legal representative?
ask-contact_person = Whom can the reviewers talk to?
ask-phone = At which phone number?
ask-email = And at which e-mail address?
ask-bank_name = At which bank and branch is the company's account?
ask-bank_account = What is the account number?

form-line = { $label }: { $value }
form-now = So far: { $value }
form-known = This is what I know already. Is it right?
form-privacy =
    Next come the names and contacts that the reviewers need, and the bank account where a programme asks for it. I keep them for all the applications that you make here: the next one is filled in with them, and you check them first. Only the staff who review applications see them, and only once you submit. You can see them and withdraw this consent at any time with /my_data, and erase everything with /delete_me. May I ask for them?
form-edited = I take answers from new messages only. To change an earlier answer, press “Change something”.
form-menu = What would you like to change?
papers-title = Papers
papers-not-stated = The sources seen do not state which papers must be handed in. These usually prove what the rules ask:
paper-there = ✓ { $paper } ({ $names })
paper-open = ○ { $paper }
paper-proves = {" "}– proves: { $criteria }
send-paper = Please send the file here: { $paper }. PDF, pictures, Word and Excel are fine; in the terminal, use /file PATH.
which-paper = I have { $name }. Which paper is it?
send-file-again = I no longer have that file at hand. Please send it again.
file-taken = Received: { $name }
file-line = ✓ { $name }
file-missing = ✗ { $name }: its content is missing or was changed. Please tell the administrator.
no-files = No files were handed in.
summary-title = Please read this once more. Application: { $title }
summary-files = { $count ->
    [0] No files yet
    [one] 1 file
   *[other] { $count } files
    }
summary-missing-papers = Still missing, and asked for by the programme:
summary-open-papers = The usual proof, still without a file (you can also hand it in when the reviewers ask):
papers-missing =
    The programme asks for these papers, and they are not here yet:
    { $papers }
    Without them the reviewers can decide only after asking you. Hand them in now, or submit all the same, for example because the window closes?
button-hand-in-papers = Hand in papers
button-submit-anyway = Submit all the same
summary-consent = By pressing “Submit” you confirm that this is true and agree that it is passed to the reviewers of this programme.
warn-ceiling = You ask for more than the pre-check worked out ({ $ceiling }). You can, but no more than that can be granted.
warn-open-criteria = Not settled yet; the reviewers will decide on it:
warn-round-unknown = The sources do not say when this round opens or closes.

apply-which = Which programme would you like to apply to?
apply-check-first = I do not know yet which programme fits. Send /check for a short pre-check, then apply from its result.
apply-no-programme = I know no programme of that name that takes applications. /apply shows those that do.
apply-start = Good, an application: { $title }. You can stop at any time and go on days later; nothing is lost. Reviewers see it only when you submit.
apply-already = You have applied already: { $reference } – { $state }.
apply-in-private = Applications hold personal data. Please write to me in our private chat.
left-for-later = Saved. Go on whenever you like, with /apply.
submitted = Submitted. Your reference number is { $reference }. I will tell you of every step; /status shows where it stands.
responded = Sent. The reviewer of { $reference } goes on from here.
reopened-done = That was all that was asked. Shall I send it to the reviewer?
join-asked = I have asked the colleague who began it, and will tell you the answer.
admitted = Your colleague now takes part.
declined = Declined. They are told.
reminders-off = No more reminders for this application.
reminders-on = Reminders are on again.

button-all-right = All right
button-change = Change something
button-later = Later
button-not-now = Not now
button-agree = I agree
button-withdraw-consent = Withdraw my consent
button-withdraw-consent-sure = Yes, withdraw my consent
button-keep = Leave as it is
button-back = Back
button-go-on = Go on
button-continue = Go on
button-resume = Go on: { $title }
button-submit = Submit
button-files = Files
button-send = Send
button-drop = Remove { $name }
button-other-paper = Something else
button-join = Ask to join
button-other-code = Another code
button-show = Show
button-start = Apply
button-history = History
button-withdraw = Withdraw
button-withdraw-sure = Yes, withdraw
button-apply-again = Apply again
button-admit = Let them in
button-decline = No
button-no-reminders = No reminders
button-reminders = Remind me again
button-reply-now = Answer now
button-card = Open
button-claim = Take it on
button-take = Take it over
button-release = Put back
button-approve = Approve
button-info = Ask for information
button-reject = Reject
button-reject-now = Reject with these reasons
button-note = Note
button-confirm = Confirm
button-hire = Confirm
button-delete = Yes, delete everything

state-draft = draft
state-submitted = submitted
state-in_review = being reviewed
state-info_requested = waiting for the founder's answer
state-second_review = being confirmed
state-approved = approved
state-rejected = not approved
state-withdrawn = withdrawn
next-draft = Next: complete it and submit. Closing day: { $closes }.
next-submitted = Next: a reviewer takes it on. You need do nothing.
next-in-review = Next: the reviewer decides or asks you something. You need do nothing.
next-info-requested = Next: please answer on { $reopened }. { $question }
next-second-review = Next: a second reviewer confirms the proposal. You need do nothing.
next-approved = Granted: { $amount }.
next-rejected = The reasons stand below.
next-withdrawn = Nothing more happens here.
status-none = You have no applications yet.
status-title = Your applications
status-head = { $title } ({ $reference })
status-state = State: { $state }
reasons-title = Why it was not approved:
reason-line = · { $criterion }: { $reason }
reason-other = Another reason
rejected-now = What you can do now: mend what is named and apply again while the round is open, or send /person to ask about the decision.
history-title = History: { $title }
history-line = { $when }  { $what }
did-start = begun
did-answer = answers given
did-attach = files added
did-detach = a file removed
did-submit = submitted
did-respond = your answer sent
did-withdraw = withdrawn
did-ask-to-join = a colleague asked to join
did-admit = a colleague joined
did-decline = a colleague was declined
did-leave = a colleague left
did-claim = a reviewer took it on
did-assign = given to a reviewer
did-release = put back into the queue
did-request-info = the reviewer asked for information
did-propose = approval proposed
did-approve = approved
did-confirm = approved
did-send-back = the proposal is looked at again
did-reject = not approved
did-expire = closed, since nobody came back to it
did-erase = personal data erased
withdraw-sure = Withdraw the application “{ $title }”? You can apply again while the round is open.
withdrawn = Withdrawn.

notice-submitted = A new application: { $title }, { $reference }.
notice-claimed = A reviewer has taken on your application { $reference } ({ $title }).
notice-assigned = { $reference } ({ $title }) is now yours to review.
notice-info-requested = The reviewer of { $reference } ({ $title }) needs something more from you: { $question }
notice-responded = The founder has answered on { $reference } ({ $title }).
notice-withdrawn = { $reference } ({ $title }) was withdrawn.
notice-second = { $reference } ({ $title }): approval of { $amount } needs a second pair of eyes.
notice-sent-back = Your proposal on { $reference } ({ $title }) came back.
notice-approved = Good news: your application { $reference } ({ $title }) is approved, { $amount }.
notice-rejected = Your application { $reference } ({ $title }) was not approved. Press “Show” for the reasons and what you can do now.
notice-budget = The budget of { $programme } is running out: { $left } left.
notice-join-asked = { $name } gave your company's credit code and would like to join your application for { $title }. Do you agree? They would see and change everything in it.
notice-join-admitted = You can now take part in your company's application for { $title }.
notice-join-declined = Your request to join the application for { $title } was declined.
remind-closes = Your application for { $title } is not submitted yet. The window closes on { $closes }.
remind-idle = Your application for { $title } is waiting for you where you left it.

staff-welcome = Welcome. You are { $role } now; /staff shows what waits.
staff-pending = Thank you. An admin now has to confirm you; I will tell you.
staff-to-confirm = { $person } used an invitation as { $role }. Confirm?
staff-hired = Confirmed.
role-reviewer = a reviewer
role-editor = an editor
role-admin = an admin
queue = { $count ->
    [0] Nothing waits.
    [one] 1 application waits.
   *[other] { $count } applications wait.
    }
card-head =
    { $title }
    { $reference } – { $state } – reviewer: { $assignee }
    Ceiling: { $ceiling }
card-criteria = Criteria
card-notes = Notes
point-ceiling = More is asked for than the pre-check worked out ({ $ceiling }).
point-open-criteria = Not settled yet:
point-round-unknown = The sources do not say when this round opens or closes.
card-open-papers = Papers still open: { $papers }
card-proposed = Proposed: { $amount }
claimed = It is yours.
released = Put back.
decided = Done. The founder is told.
info-asked = Asked. The founder is told.
noted = Noted.
sent-back = Sent back.
ask-amount = How much is granted, in yuan?
ask-info = Choose what the founder may change, then write your question in one message.
ask-criterion = Which criterion is not met?
ask-reason = Why, in a sentence or two? The founder will read it.
ask-note = Write the note. Only staff can read it.
ask-back = What should be looked at again?
button-back-to-reviewer = Send back

# The staff group.
room-number = This group has the number { $number }. To make it the staff group, set VOUCHERBOT_STAFF_GROUP to it and start me again.
room-question = A founder would like a person to answer: “{ $question }”
room-head = { $reference } · { $title }
room-ceiling = Ceiling: { $ceiling }
room-paper-there = ✓ { $paper }
room-staff-alone = Only the reviewers of this bot can do that.
room-in-private = Please go on in our private chat: what you write there may be personal.
room-submit = A new application.
room-claim = { $name } has taken it on.
room-assign = { $assignee } reviews it now.
room-release = { $name } has put it back. It is free to be taken on.
room-request-info = { $name } has asked the founder for: { $fields }.
room-respond = The founder has answered; it goes on with { $assignee }.
room-propose = { $name } would grant { $amount }. A second reviewer has to confirm it.
room-approve = { $name } has approved it: { $amount }.
room-confirm = { $name } has confirmed it: { $amount } are granted.
room-send-back = { $name } has sent the proposal back to { $assignee }.
room-reject = { $name } has not approved it: { $criteria }.
room-withdraw = The founder has withdrawn it.
room-note = { $name } has added a note.

my-data = Everything that is stored about you is in this file.
my-data-consent = You agreed that I keep names and contacts for your applications. You can withdraw that here at any time.
consent-sure = Withdraw your consent? I then erase names, contacts, bank account and papers from all your applications, and no longer show those here. What you asked and the facts of your pre-checks stay; /delete_me erases them too.
consent-open = { $count ->
    [one] Your open application is withdrawn, since it cannot be decided on without a contact.
   *[other] Your { $count } open applications are withdrawn, since they cannot be decided on without a contact.
    }
consent-withdrawn = Done: your consent is withdrawn, and names and contacts are erased. When you apply again, I will ask you anew: /apply.
consent-none = There is no consent of yours to withdraw: I hold no names and contacts for an application. /my_data shows what is stored.
delete-sure = Delete everything that is stored about you? This cannot be undone.
delete-open = { $count ->
    [one] Your open application is withdrawn first.
   *[other] Your { $count } open applications are withdrawn first.
    }
delete-kept = Of what you submitted, the law on records needs the company's name and code, the sums, the dates and the decision, and the evidence of a grant. They are kept for up to { $years } years, without your name and contacts.
delete-staff = You are staff. Please ask an admin to end that first, so that decisions keep their author until then.
deleted = Done: everything about you is deleted.
deleted-kept = Kept without your name and contacts: the record of { $count ->
    [one] 1 application
   *[other] { $count } applications
    }.

refused-unknown-application = I cannot find that. /status shows your applications.
refused-not-now = That is not possible now: the application is { $state }. Please open it again to see what can be done.
refused-own-application = This is your own application: somebody else has to review it. Please leave it to a colleague.
refused-owner-alone = Only the person who began this application can do that. Please ask them.
refused-founder-alone = Only the founder can do that. Please ask them for it with a request for information.
refused-claim-first = Please take it on first.
refused-taken = Another reviewer has this one. Please choose another, or ask an admin to give it to you.
refused-mine-already = You have it already. Please go on with the review.
refused-second-eyes = Somebody else has to look at this one. Please leave it to a colleague.
refused-admin-alone = Only an admin can do that. Please ask one.
refused-not-staff = I cannot find that. /status shows your applications.
refused-not-a-reviewer = That person is no reviewer. Please name somebody who is, or have an admin invite them.
refused-name-fields = Please choose at least one field first.
refused-unknown-field = There is no such field here. Please choose one of those that are shown.
refused-unknown-criterion = This programme has no such criterion. Please choose one of those that are shown.
refused-give-reasons = Please give a reason for at least one criterion.
refused-above-ceiling = More than the ceiling of { $ceiling }. Please grant that much at most.
refused-above-request = More than was asked for ({ $asked }). Please grant that much at most.
refused-budget-short = The budget is short: { $left } left. Please grant no more than that, or ask an admin to raise the budget.
refused-bad-invitation = This invitation is not valid. It works once and for a day; please ask for a new one.
refused-staff-already = You are staff already. /staff shows what waits.
refused-not-pending = Nobody of that name waits to be confirmed. Please check the name.
refused-not-staff-member = That person is not staff. Please check the name.
refused-last-admin = The last admin has to stay. Please make somebody else an admin first.
refused-round-closed = This round is closed ({ $closes }). I will gladly check other programmes with you: /check.
refused-round-upcoming = This round is not open yet ({ $opens }). Please come back then; /apply shows what is open now.
refused-ineligible = By what you told me, a criterion of this programme is not met. /check shows which one, and what would change it.
refused-programme-gone = This programme no longer takes applications here. What you filled in is kept; /apply shows those that are open.
refused-incomplete = Something is still missing. Please go on with the questions.
refused-papers-missing = Papers are missing that the programme asks for. Please hand them in, or submit all the same.
refused-consent-first = First I need your consent to keep names and contacts. Please go on; I will ask you for it.
refused-already-submitted = It is submitted already. Reference number: { $reference }. /status shows where it stands.
refused-not-reopened = The reviewer has not asked about that, so it stays as it is. Please answer only what was asked.
refused-unknown-paper = There is no such paper on the list. Please choose one from the list.
refused-unknown-file = There is no such file. Please open the list of files again.
refused-company-applies-already = An application of this company for this round is open already. I can ask the colleague who began it to let you in.
refused-join-asked-already = You have asked already; I will tell you the answer. Until then you can go on with other applications: /status.
refused-join-unknown = That request is no longer open. /status shows your applications.
refused-field-empty = Please write something.
refused-field-too-long = That is too long: at most { $longest } characters. Please shorten it.
refused-field-not-words = Please write the full name in words.
refused-field-not-a-name = That does not look like a name. Please write first and last name.
refused-field-not-a-choice = Please choose one of the answers.
refused-credit-code-length = A credit code has 18 characters; this has { $length }. Please copy it from the licence.
refused-credit-code-check = One character of this code is wrong: its check character does not fit. Please compare it with the licence.
refused-credit-code-form = That does not look like a credit code: 18 digits and capital letters. Please copy it from the licence.
refused-phone-form = That is no valid phone number. For example 138 0013 8000 or 0934-8212345; from abroad with + and the country code.
refused-email-form = That is no valid e-mail address. For example name@company.cn.
refused-date-form = I could not read that date. For example 2026-12-01.
refused-date-far = That date is too far away. Please check the year.
refused-period-ends-first = The last day cannot be before the first ({ $start }). Please give a later day.
refused-period-starts-last = The first day cannot be after the last ({ $end }). Please give an earlier day.
refused-money-form = I could not read that amount. Please write one amount in yuan and nothing else, for example 600,000 or 60万.
refused-money-empty = No amount is given. Please write it in yuan, for example 600,000 or 60万.
refused-money-zero = The amount is zero. Please give an amount above zero.
refused-money-negative = The amount is below zero. Please give an amount above zero.
refused-money-fine = The amount has more than two decimals. Please round it to 0.01 yuan.
refused-money-range = That amount is too large: at most 10 billion yuan. Please write it in yuan.
refused-amount-unnamed = The founder named no amount. Please say how much is granted.
refused-nothing-proposed = No amount is proposed, so there is nothing to confirm. Please send it back.
refused-confirm-or-send-back = { $proposed } is proposed. You can confirm exactly that or send it back with a reason.
refused-account-form = An account number has 8 to 30 digits. Please check it.
refused-file-empty = The file is empty. Please send it again.
refused-file-too-big = The file is too large: at most { $most } MB. Please send a smaller one.
refused-file-encrypted = The file is locked with a password. Please send it without one.
refused-file-broken = The file is damaged and cannot be opened. Please send it again.
refused-file-archive = Archives are not taken. Please send the files one by one.
refused-file-macros = Files with macros are not taken. Please save it without macros or as PDF.
refused-file-kind = That kind of file is not taken. Please send a PDF, a picture, Word or Excel.
refused-file-duplicate = I have this file already. Please send another one, or go on.
refused-too-many-files = That is enough: at most { $most } files. Please remove one first.

usual-licence = Business licence or certificate of legal person
usual-tax = Tax certificate or audited statement of the last year
usual-size = Proof of the size or title of the company
usual-credit = Credit report without serious entries
usual-contract = The computing service contract
usual-payment = Invoices and proof of payment
usual-filing = Proof of the model's filing or registration
usual-project = Approval or task sheet of the project
usual-membership = Proof of membership or of the seat in the incubator
