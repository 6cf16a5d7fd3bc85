# What the day makes of a round and of a policy's term. Computed from dates, never quoted.
state-window-open = Open for applications since { $since }; no closing day is stated in the sources seen.
state-window-open-until = Open for applications until { $until }; { NUMBER($days, useGrouping: 0) ->
    [one] 1 day
   *[other] { NUMBER($days, useGrouping: 0) } days
} left.
state-window-open-last = Open for applications; { $until } is the last day.
state-window-upcoming = Not open yet: applications are taken from { $since }, in { NUMBER($days, useGrouping: 0) ->
    [one] 1 day
   *[other] { NUMBER($days, useGrouping: 0) } days
}.
state-window-upcoming-until = Not open yet: applications are taken from { $since } to { $until }; it opens in { NUMBER($days, useGrouping: 0) ->
    [one] 1 day
   *[other] { NUMBER($days, useGrouping: 0) } days
}.
state-window-closed = Closed: the application window ended on { $until }, { NUMBER($days, useGrouping: 0) ->
    [one] 1 day
   *[other] { NUMBER($days, useGrouping: 0) } days
} ago (it opened on { $since }).
state-term-open = In force; the application days are not stated in the sources seen.
state-term-open-until = In force until { $until }; the application days are not stated in the sources seen.
state-term-open-last = In force; { $until } is the last day.
state-term-upcoming = Not open yet: it starts on { $since }, in { NUMBER($days, useGrouping: 0) ->
    [one] 1 day
   *[other] { NUMBER($days, useGrouping: 0) } days
}.
state-term-upcoming-until = { state-term-upcoming }
state-term-closed = Closed: its term ended on { $until }, { NUMBER($days, useGrouping: 0) ->
    [one] 1 day
   *[other] { NUMBER($days, useGrouping: 0) } days
} ago.
state-term-unknown-until = It runs until { $until }, { NUMBER($days, useGrouping: 0) ->
    [one] 1 more day
   *[other] { NUMBER($days, useGrouping: 0) } more days
}; whether applications are taken is not stated in the sources seen.
state-none-unknown = Whether applications are taken can't be told: no application days are stated in the sources seen.
state-next = { " " }The next round opens on { $since }.
state-force-in-force = In force.
state-force-in-force-since = In force since { $since }; no end is stated in the sources seen.
state-force-in-force-until = In force until { $until }, { NUMBER($days, useGrouping: 0) ->
    [one] 1 more day
   *[other] { NUMBER($days, useGrouping: 0) } more days
}.
state-force-in-force-since-until = In force from { $since } to { $until }, { NUMBER($days, useGrouping: 0) ->
    [one] 1 more day
   *[other] { NUMBER($days, useGrouping: 0) } more days
}.
state-force-not-yet = Not in force yet: it takes effect on { $since }, in { NUMBER($days, useGrouping: 0) ->
    [one] 1 day
   *[other] { NUMBER($days, useGrouping: 0) } days
}.
state-force-expired = No longer in force: its term ended on { $until }, { NUMBER($days, useGrouping: 0) ->
    [one] 1 day
   *[other] { NUMBER($days, useGrouping: 0) } days
} ago.
state-force-superseded = No longer in force: { $newer } has taken its place.
state-force-superseded-since = No longer in force: { $newer } has taken its place since { $since }.
state-force-unknown = Whether it is in force can't be told by dates: the sources seen state no end.
state-of = { $name }: { $state }
