"""What the English rules say of a sentence, and what they leave alone."""

import pytest

from pmfacil.coach.rules import Rules, rules_of
from pmfacil.coach.wording import BLAME, wording_hints
from pmfacil.packs import built_in

PACK = built_in("wording")
RULES = Rules(rules_of(PACK)[0])

FLAGGED = {
    "person": [
        "The intern deleted the production bucket.",
        "Marta broke the build again.",
        "The DBA ran the script against the wrong server.",
        "Pavel merged his change without waiting for the tests.",
        "It was Olga's fault that the certificate expired.",
        "The outage was caused by a contractor who unplugged the wrong rack.",
        "Our on-call engineer slept through three pages.",
        "Who approved this pull request?",
        "Why didn't the on-call check the dashboard?",
        "How could anyone think this was safe?",
        "Did you even read the runbook?",
        "Someone forgot to renew the domain.",
        "Lena accidentally removed the DNS record.",
        "@sam_ops rebooted the wrong machine.",
        "The engineer made a configuration error.",
        "We need to hold someone accountable.",
        "Somebody turned off the alerts.",
        "The cause was a contractor who pulled the wrong cable.",
        "So this one's on them, really.",
        "The rota engineer vanished for two days.",
        "It took the DBA far too long to answer.",
        "The designer went home early, which was a bad idea.",
        "She was warned twice but still went on.",
        "I told you so before the release.",
        "The landlord's electrician disabled the smoke detectors.",
        "Our tester typed 50 when she meant 5.",
        "The supervisor handled the switch badly.",
        "Ivan thought it would be a good idea to reboot.",
        "Half of the group did not pull their weight.",
        "The mistake was mine.",
        "R.B. merged without approval.",
        "The mechanic w/o asking anyone just assumed it, and hid the report.",
        "The night shift turned off the alarms to get some peace.",
        "The agency left no documentation behind.",
    ],
    "team": [
        "The vendor shipped us a broken image.",
        "The network team once again changed the firewall without telling anyone.",
        "Infra forgot to scale the cluster.",
        "The DevOps team neglected to rotate the keys.",
        "Our provider dropped the ball.",
        "Ops made a bad call.",
        "The platform team's lack of communication caused the delay.",
        "Management ignored our warnings for months.",
        "The security team blocked the address without telling us.",
        "The mobile team doesn't care about our notices.",
        "The support team broke the checkout page.",
        "The outage is due to the vendor not testing.",
        "The night shift slept through it.",
        "Finance refused to help us with the renewal.",
    ],
    "hindsight": [
        "The developer should have tested it locally first.",
        "Ops should have known that the disk was filling up.",
        "You really should have asked before rebooting the host.",
        "The team ought to have rolled back immediately.",
        "If the engineer had read the warning, we would all have slept.",
        "Had Jonas looked at the logs, he would have seen the error.",
        "They could have easily avoided this by running the linter.",
        "The release manager shouldn't have gone ahead on a Friday.",
        "It was obvious that the change would break things.",
        "If only someone had spoken up.",
        "They knew better than to deploy on that day.",
        "The engineer was supposed to drain the node first.",
        "They should’ve known the load would spike.",
        "Anyone with a little experience would have seen it coming.",
        "In hindsight it was a bad idea to start at noon.",
        "You'd think someone would have looked at the disk.",
        "The deputy ought to have handed over first.",
    ],
    "carelessness": [
        "The change was careless.",
        "That was sloppy work by the platform folks.",
        "This is pure negligence.",
        "A stupid mistake in the config took us down.",
        "The developers were too lazy to write tests.",
        "The team lacks discipline.",
        "That was dumb of me.",
        "The dev was not paying attention when he typed the command.",
        "Poor judgement by the shift lead made it worse.",
        "The operator had a habit of skipping the checklist.",
        "It was arrogance, nothing else.",
        "I can't believe nobody tested this.",
        "That's what you get when you let sales edit the site.",
        "I can't believe how long it took them.",
        "Poor planning by the project lead cost us a week.",
    ],
    "human-error": [
        "Root cause: human error.",
        "The incident was due to operator error.",
        "Cause was a simple human mistake.",
        "The outage came down to human error by the night shift.",
        "User error.",
        "It was determined to be human error.",
        "The failure was attributed to human error.",
        "Human error - a command on the wrong host.",
        "The cause: operator mistake.",
        "We think this is (most likely, operator error).",
        "Human error led to the loss of the index.",
        "It was just a fat finger.",
        "It was an operator-induced failure.",
        "Root cause: between keyboard and chair.",
    ],
    "failed-to": [
        "The admin failed to follow the change procedure.",
        "The engineer's failure to verify the backup led to data loss.",
        "The author did not test the migration.",
        "Because the operator did not read the warning, the volume was wiped.",
        "The crew did not follow the checklist.",
        "They never tested the failover.",
        "The provider failed to notify us.",
        "The developer had not tested the query on real data.",
        "The cause was failure to test the restore.",
        "It happened because Petra did not validate the form.",
        "We did not stop the release even though we were aware of the risk.",
        "The refusal of the vendor to help made it longer.",
        "The buyer on the second floor never asked for a quote.",
        "Because the operator did not read the label, users could not log in.",
        "The engineer doing the upgrade didn't check the version.",
    ],
    "be-careful": [
        "Engineers need to be more careful with production access.",
        "Everyone must pay more attention during deploys.",
        "Remind the team to double-check their commands.",
        "We will try harder next time.",
        "I will be more careful in the future.",
        "Everyone should double check their work.",
        "Be more careful next time.",
        "Better attention to detail would help.",
        "Train the engineers to pay attention.",
        "We should take more care when we edit DNS.",
        "People must remember to lock the table.",
        "The operator should be retrained.",
        "All staff are reminded to check the seal.",
        "From now on, please double check the address.",
    ],
    "minimising": [
        "It's just a small glitch.",
        "This was no big deal.",
        "Nobody got hurt.",
        "These things happen.",
        "It was only a minor blip.",
        "No harm done, so let's go on.",
        "It happens to everyone.",
        "A storm in a teacup.",
        "Everyone is overreacting.",
        "That's not worth a review.",
        "There is nothing to worry about.",
        "It was merely a brief hiccup.",
    ],
    "speculation": [
        "The cache must have been stale.",
        "It was obviously caused by the database.",
        "I guess the disk was full.",
        "It must have overwritten the file.",
    ],
    "amount": [
        "Some users could not log in.",
        "Many customers saw errors.",
        "There was significant customer impact.",
        "A lot of requests timed out.",
    ],
}

LEFT_ALONE = [
    "The deploy finished at 10:02 and error rates rose.",
    "The health check failed to detect the hung process.",
    "The pipeline should have blocked the deploy but the gate was disabled.",
    "Writes should have gone to the new primary.",
    "We should add an alert on queue depth.",
    "We should have alerting for certificate expiry.",
    "The forgot-password page returned 500s.",
    "The system is fault-tolerant across zones.",
    "On-call engineer restarted the API pods.",
    "14:05 The incident commander declared SEV1.",
    "Careful planning of the migration kept downtime short.",
    "Human error is a symptom, not a cause.",
    "This was not Ana's fault.",
    "Nobody is to blame here.",
    "The review is blameless; we ask how, not who.",
    "The retry logic ignored the backoff header.",
    "Redis ran out of memory.",
    "Terraform deleted the old subnet as planned.",
    "The cron job did not run after the reboot.",
    "A user could have seen stale data for up to five minutes.",
    "Developers could not push code for two hours.",
    "The engineer followed the runbook, which was out of date.",
    "Nobody was paged because the alert went to an old channel.",
    "Why did the alert not fire?",
    "Who was on call at the time?",
    "Did the failover work as designed?",
    "The manual process is prone to human error.",
    "The vendor confirmed a bug in their firmware.",
    "The vendor rolled back their release at 13:40.",
    "The script deleted the wrong directory because the variable was empty.",
    "The lazy loading of modules hid the error.",
    "The operator failed to reconcile the custom resource.",
    "Engineers should be able to roll back with one command.",
    "It was not obvious which host was the primary.",
    "A developer opened a pull request to add the index.",
    "Instead of saying “he should have checked”, ask what he saw.",
    "People make mistakes; systems should absorb them.",
    "If someone makes a typo, the tool should reject it.",
    "Thanks to the on-call engineer, the recovery was quick.",
    "The team is responsible for the billing service.",
    "They restarted the service and it recovered.",
    "The engineer on call received 40 pages in ten minutes.",
    "The client library should have retried.",
    "The on-call engineer had no access to the database console.",
    "The command was run on the wrong cluster.",
    "The outage was triggered by a config push.",
    "The team had never run a failover in production before.",
    "Responders did not have permission to fail over the database.",
    "Lack of monitoring delayed detection.",
    "An engineer who made an error knows best how to prevent it.",
    "Only one engineer knows how this system works.",
    "The rollback could have been faster with a feature flag.",
    "Longmont was too slow, so we moved the jobs to Basalt.",
    "Basalt took too long to elect a leader.",
    "Quarrel ignored the header and returned the wrong page.",
    "The admin console took too long to load.",
    "The developer portal used the wrong endpoint.",
    "The reviewer bot misread the diff.",
    "They were evicted because the disk was full.",
    "The platform should have failed over.",
    "The security group left the port open.",
    "Who would like to take this further after the meeting, and with whom?",
    "Nobody did anything wrong here.",
    "How do you debug a terminal program?",
    "It works as if you had run the command twice.",
    "Please double-check that the region is set.",
    "Make sure you never commit a password.",
    "The alert went to a room that nobody reads at night.",
    "The dispatcher fails to connect to the origin.",
]

PRECISE = [
    "42 % of the users could not log in.",
    "The cache was stale.",
    "It took 12 minutes.",
    "How many people felt it, and for how long?",
]

SAID = [(category, text) for category, texts in FLAGGED.items() for text in texts]


@pytest.mark.parametrize(("category", "text"), SAID, ids=[text for _, text in SAID])
def test_a_sentence_of_the_kind_is_noticed(category: str, text: str):
    found = {hint.category for hint in wording_hints(RULES, text)}
    if category in BLAME:
        assert found & BLAME
    else:
        assert category in found


@pytest.mark.parametrize("category", sorted(BLAME))
def test_most_sentences_of_a_kind_are_noticed_as_that_kind(category: str):
    found = [category in {hint.category for hint in wording_hints(RULES, text)} for text in FLAGGED[category]]
    assert sum(found) >= 0.75 * len(found)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_a_sentence_about_the_system_is_left_alone(text: str):
    assert [hint for hint in wording_hints(RULES, text) if hint.category in BLAME] == []


@pytest.mark.parametrize("text", PRECISE)
def test_precise_sentences_are_left_alone(text: str):
    assert wording_hints(RULES, text) == ()


def test_the_pack_has_nothing_wrong():
    assert rules_of(PACK)[1] == []


def test_every_rule_says_something_short_and_offers_two_ways_out():
    for rule in RULES.rules:
        assert rule.message.endswith(".")
        assert len(rule.message) <= 110
        assert len(set(rule.rewordings)) >= 2
        assert rule.source.startswith("P")
        assert not {"you", "your"} & set(rule.message.lower().split())


def test_no_rewording_would_be_flagged_itself():
    for rule in RULES.rules:
        for rewording in rule.rewordings:
            assert wording_hints(RULES, rewording) == (), rewording


def test_every_rule_can_be_compiled_and_told_where_its_words_stand():
    for rule in RULES.rules:
        assert rule.find("", frozenset()) is None
    text = "All was well. The intern forgot the flag, then it was noticed."
    (hint,) = wording_hints(RULES, text)
    assert text[slice(*hint.span)] == "The intern forgot"


def test_a_handle_stands_where_a_role_would_do():
    (hint,) = wording_hints(RULES, "10:04 @mkay joined the call.")
    assert hint.category == "name"


@pytest.mark.parametrize("text", ["Mail ops@example.org for help.", "@here the page is back.", "Uses @types/node 20."])
def test_other_at_signs_are_no_names(text: str):
    assert wording_hints(RULES, text) == ()


@pytest.mark.parametrize("text", ["10:04 Dana joined the call.", "10:04 the page went to Dana Ruiz", "Ruiz joined."])
def test_a_known_name_is_noticed_whole_or_in_part(text: str):
    assert [hint.category for hint in wording_hints(RULES, text, ["Dana Ruiz", "Bo"])] == ["name"]


@pytest.mark.parametrize("text", ["Danake joined the call.", "10:04 Rita joined the call.", "bo and dana are words"])
def test_nobody_is_taken_for_a_person_because_of_a_capital(text: str):
    assert wording_hints(RULES, text, ["Dana Ruiz", "Bo"]) == ()


def test_names_may_hold_signs_of_their_own_and_be_many():
    people = ["A(b", "[/]", *(f"Person{number}" for number in range(5_000))]
    assert [hint.category for hint in wording_hints(RULES, "Person7 joined.", people)] == ["name"]


def test_a_handle_is_told_once_even_if_the_name_is_known():
    hints = wording_hints(RULES, "10:04 @dana and Dana joined the call.", ["Dana"])
    assert [hint.category for hint in hints] == ["name"]
