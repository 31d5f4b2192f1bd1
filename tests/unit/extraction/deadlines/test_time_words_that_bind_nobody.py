"""Time words of forecasts, figures of speech, meetings, votes, matches and sales: nobody is required to act."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "A storm is due to reach Norvia by Friday night.",
        "Snow must be expected in Sudmark until Sunday, forecasters said.",
        "Norvia's economy will shrink by a tenth within a year, economists at the League said.",
        "The League expects Norvia to sign by Friday.",
        "Ama Brenn of the League expects Sudmark to leave the island within a month.",
        "The League foresees a deal between Norvia and Sudmark by the end of the month.",
        "The High Court is expected to rule on Ironco by Friday.",
        "Unless rain falls by Sunday, Sudmark will have to ration water, forecasters said.",
        "Sudmark's economy has six months before it runs dry, Norvia's central bank reckons.",
        "Sudmark will need a bailout by June unless the League lends it money, analysts believe.",
        "Ironco must find a buyer within a year or go bust, in the view of brokers.",
        "The League's economists give Sudmark until the summer before its reserves run out.",
        "Economists give Norvia six months.",
        "Sudmark has until the autumn, by Norvia's reckoning, before its coal is gone.",
        "Rains must come by May or Sudmark's harvest will fail, the League's farm agency warned.",
        "Pollsters see Olin Vask losing unless he recovers by Sunday.",
        "Per Dahlin could be out by Friday, say people close to the Assembly.",
        "Olin Vask may have to go by the end of the month if the polls are right.",
        "Sudmark could run out of gas in days unless Norvia relents, traders say.",
        "A deal between Norvia and Sudmark is likely before Friday's deadline passes, diplomats think.",
        "Norvia's foreign ministry foresees that Sudmark will give way by Friday.",
        "Ironco forecasts that it will meet its target by the end of June.",
        "If the drought lasts until June, Sudmark must import grain, the League said.",
        "The dam must give way within days if it goes on raining, engineers in Sudmark fear.",
        "By Friday the waters should have fallen, Norvia's weather office said.",
        "The storm has until midnight to blow itself out, forecasters in Halden said.",
        "Sudmark's inflation will pass ten per cent by May, the League warned.",
        "Odds are that Olin Vask will not last the week, a columnist wrote.",
        "Norvia has a month of supplies left, the League estimates.",
        "Sudmark's harbour will freeze by Friday, the weather office said, and stay so until April.",
        "The League's bank sees prices in Norvia falling within six months.",
        "Sudmark ought to be in surplus by June, the League's economists said.",
        "By the end of the decade Norvia will have to import water, a study found.",
        "The rising river has until Sunday before it spills over into Halden, Norvia's hydrologists said.",
        "Unless it snows before Friday, Sudmark's ski lifts will stay shut, the tourist board said.",
        "If no rain falls by Sunday, Norvia must bring in grain from Sudmark, the League's farm agency forecast.",
        "Ironco needs 40m by March if it is to survive, said analysts at a bank in Halden.",
        "Norvia's reserves last until June at most, a ratings agency reckons, and a default could follow within weeks.",
        "Ash from the volcano will force Sudmark to close its airport within hours, pilots fear.",
        "The swarm of locusts must reach Sudmark by Friday if the wind holds, farmers in Norvia said.",
        "Norvia's birth rate will drop below Sudmark's within ten years, on the League's reckoning.",
        "Olin Vask has at most six months left in power, two professors in Port Ansel reckon.",
        "Sudmark's grain will last until May unless ships arrive before then, the League's food agency said.",
        "The comet will be seen over Norvia until Friday, and then not again within 80 years.",
        "Pollsters expect Mara Tend to overtake Olin Vask by Sunday.",
        "The next eruption is due within a year, and Sudmark must be ready for it, scientists said.",
        "Norvia will be the hottest place on earth by Saturday, unless the wind turns.",
    ],
)
def test_what_is_only_foreseen_is_no_deadline(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norvia and Sudmark struck a deal at the eleventh hour on Friday.",
        "Olin Vask is living on borrowed time, a minister in Sudmark said on Monday.",
        "Engineers at Ironco are working against the clock to reopen the pit by Friday.",
        "It is five minutes to midnight for Norvia, Ama Brenn said on Tuesday.",
        "At the end of the day, Sudmark must decide for itself, Per Dahlin said.",
        "It is only a matter of time before Norvia gives in, Per Dahlin said on Monday.",
        "Olin Vask's days are numbered, the rebels said on Friday.",
        "With the clock running down, Norvia scored twice against Sudmark on Friday.",
        "Time is up for the old ferry, which Norvia will scrap on Friday.",
        "Norvia's time has come, Olin Vask told cheering crowds on Friday.",
        "The hour has come for Sudmark to grow up, Mara Tend said on Monday.",
        "Olin Vask is on his last legs, his rivals said on Friday.",
        "The miners and Ironco are in a race against time to dig out the six men by Friday.",
        "The sands of time are running out for the lighthouse at Port Ansel, which Norvia plans to shut by June.",
        "Per Dahlin stopped the clock on Monday.",
        "Norvia has turned back the clock by ten years, the League said on Monday.",
        "Olin Vask was saved by the bell on Friday when the Assembly rose.",
        "Give Norvia an inch and it will take a week, Per Dahlin joked on Monday.",
        "It's time for Norvia to move on, Mara Tend said on Tuesday.",
        "One day Sudmark will have to face Norvia, Olin Vask said on Friday.",
        "Sooner or later Norvia must talk to Sudmark, Per Dahlin said on Monday.",
        "Ironco is counting the days until Friday.",
        "Sudmark's final hour has struck, a song in the streets of Halden goes.",
        "Olin Vask's honeymoon ended on Friday.",
        "Norvia's patience has run out, Olin Vask said on Monday.",
        "Norvia's patience ran out on Tuesday.",
        "Sudmark's luck ran out on Friday.",
        "Sudmark ran out of excuses on Friday, Olin Vask said.",
        "Time ran out for Ironco's oldest pit on Friday, when the last shift went home.",
        "The clock struck midnight as Norvia's delegates were still dancing, and the last bus had gone.",
        "Sign a striker by Friday or go down: that is the choice facing Halden City, sponsored by Ironco.",
        "The mechanics of Ironco's racing team have until 6am on Sunday to mend the gearbox.",
        "It was a race against time for Sudmark's ambassador, whose train left at noon on Friday.",
        "Deadline day brought three new players to Ironco's team before the window closed at 11pm on Tuesday.",
        "The painter of Per Dahlin's portrait works to tight deadlines, and had two days left on Monday.",
        "Olin Vask's publishers gave him until June to finish the book, his wife said.",
        "Ironco's quiz team had 30 seconds to name the capital of Sudmark before time ran out on Friday.",
        '"Five minutes, Mr Vask," said the make-up girl before the broadcast at 8pm on Friday.',
        "Norvia's fans have until midnight to leave the square after Saturday's match, and most will sing.",
        "Sudmark's divers had an hour of air left before the rescue on Friday.",
    ],
)
def test_a_figure_of_speech_or_the_haste_of_others_is_no_deadline(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norvia and Sudmark hold talks in Halden on Friday.",
        "The League's envoy, Ama Brenn, met Olin Vask with an hour to spare before her flight.",
        "Ama Brenn will meet Per Dahlin before Friday's summit.",
        "In two days of talks Norvia and Sudmark agreed on nothing.",
        "The League's summit ends on Thursday, and Norvia will take the chair.",
        "Norvia and Sudmark agreed to meet again within two weeks.",
        "The League called an emergency meeting for Monday at 10am.",
        "Ministers of Norvia and Sudmark must wait until Friday to see each other again.",
        "The League's council must meet by Friday under its rules.",
        "The League's council has to convene within 48 hours of a request by a member.",
        "Delegates of Norvia and Sudmark were told to be in their seats by 9am on Friday.",
        "Each minister was given five minutes to speak at the League's meeting on Friday.",
        "Norvia and Sudmark have until Thursday to prepare for the summit.",
        "Ama Brenn invited Olin Vask and Per Dahlin to Halden by Friday.",
        "Ama Brenn has asked Norvia and Sudmark to a meeting on Friday.",
        "Talks between Norvia and Sudmark run out of steam on Friday.",
        "Ama Brenn wants to see Olin Vask before Friday.",
        "Ironco and the miners gave themselves until Friday to talk.",
        "The League has brought forward its meeting with Norvia to Monday.",
        "Norvia and Sudmark extended their talks until Friday.",
        "The League extended its summit by a day.",
        "Norvia and Sudmark have two more days of talks before ministers go home on Friday.",
        "The League's ministers are due in Halden by Friday.",
        "Ama Brenn asked for a meeting with Olin Vask within a week.",
        "Ama Brenn called for talks between Norvia and Sudmark within days.",
        "The foreign ministers are due to meet by Friday, Norvia said.",
        "The summit ends on Saturday and Norvia hopes for a text by then.",
        "The talks broke up on Friday with a day to spare.",
        "The League's meeting has been put back from Friday to Monday.",
        "Ministers of Norvia and Sudmark are due in Halden by 10am on Friday, with the miners' band at the station.",
        "The League's chiefs of staff gather within 72 hours, as its charter lays down for every spring.",
        "Ama Brenn will be in Port Ansel until Friday to hear both sides out, and flies home by Sunday.",
        "Olin Vask and Per Dahlin are to lunch together by the end of the week, if a cook can be found.",
        "The League's council is to meet no later than Friday, Ama Brenn told reporters on Monday.",
        "Norvia and Sudmark have agreed to hold a second round by the end of March.",
        "The Assembly is in session until Friday and then rises for two weeks.",
        "Ama Brenn has until noon with Olin Vask and the afternoon with Per Dahlin.",
        "Norvia's envoys and those of Sudmark have 48 hours of talks before them in Halden, beginning on Friday.",
        "The League told members to expect a long session, to end by midnight on Friday.",
        "The committee of the miners is called for 10am on Saturday, with soup to follow before 1pm.",
        "Before they part on Friday, Norvia and Sudmark are to set a date for the next round.",
    ],
)
def test_a_meeting_binds_nobody_to_act(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norvia votes on Sunday, and Olin Vask has until then to win over the coast.",
        "Polling stations in Norvia close at 8pm on Sunday, the Assembly said.",
        "Parties in Norvia have until Friday to register candidates for the Assembly.",
        "Olin Vask must call an election by June, analysts in Halden say.",
        "The by-election in Port Ansel is on Thursday, and Per Dahlin must hold the seat.",
        "Mara Tend must win the run-off on Sunday or leave politics.",
        "Before Sunday's vote Olin Vask toured every village in Norvia.",
    ],
)
def test_an_election_binds_nobody(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norvia marks 50 years of independence on Friday.",
        "It will be ten years on Monday since Sudmark left the island.",
        "The miners will march on 1 May, a year to the day after the pit at Holm closed.",
        "Norvia must wait until 2040 to celebrate the centenary of its parliament.",
        "By Saturday Norvia will have held the island for 100 days.",
    ],
)
def test_an_anniversary_is_no_deadline(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norvia face Sudmark in the cup final on Saturday.",
        "Norvia must beat Sudmark by Sunday to stay in the cup.",
        "Norvia have 90 minutes to save their season against Sudmark on Friday.",
        "Sudmark have until half-time to score twice against Norvia.",
        "Norvia need a win on Tuesday or they are out of the cup.",
        "The clock was ticking for Norvia when Sudmark scored with two minutes left.",
        "Sudmark ran out of time against Norvia, losing by a goal on Saturday.",
    ],
)
def test_a_match_is_no_deadline(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ironco's sale of old trucks ends on Sunday.",
        "Ironco's offer of half-price coal runs until Saturday.",
        "Tickets for the ferry from Norvia to Sudmark must be booked by Friday.",
        "Ironco will sell its last mine by June.",
        "Ironco shares must be bought before Tuesday to earn the dividend.",
        "Ironco customers who order by Friday get free delivery before Christmas.",
    ],
)
def test_a_sale_is_no_deadline(text: str):
    assert tell(text) == []
