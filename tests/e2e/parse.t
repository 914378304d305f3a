# What parse shows of the specimen, of several messages, of bad input.

$ septel parse samples/08BAGHDAD3796.txt
08BAGHDAD3796  state, sections 1 2 3 of 3
From        AMEMBASSY BAGHDAD
To          SECSTATE WASHDC (RUEHC), PRIORITY
Info        IRAQ COLLECTIVE (RUCNRAQ), PRIORITY
            IRAN COLLECTIVE (RUCNIRA), PRIORITY
            SECDEF WASHINGTON DC (RUEKJCS), PRIORITY
Date        2008-12-04 06:37Z
Precedence  PRIORITY
Class       CONFIDENTIAL  SIPDIS
Declassify  E.O. 12958: DECL: 12/04/2018
Subject     GOI DELIVERS ASSURANCES TO MEK, TAKES CUSTODY OF FIRST DEFECTOR
Tags        PHUM human rights, KJUS justice, PTER terrorism, PINS national
            security, PREF refugees, IR Iran, IZ Iraq
Refers to   A. BAGHDAD 2658  [message 08BAGHDAD2658]
            B. BAGHDAD 3556  [message 08BAGHDAD3556]
            C. BAGHDAD 1889  [message 08BAGHDAD1889]
Classified  by Michael H. Corbin, Political Military Minister Counselor; reasons
            1.4(b), 1.4(d)

1. (C) Summary: A GOI delegation led by Minister of Human Rights Wijdan Salim
conveyed the GOI's humanitarian assurances to the USG to the Camp Ashraf
(Mujahedin e-Khalq (MEK)) leadership during a November 26 visit. The GOI had
been reluctant to officially convey the assurances, concerned that this would
legitimize the MEK, but finally agreed to do so in an effort to foster
cooperation with the group's leaders during the current transfer of security
authority. The GOI delegation returned to Baghdad with a 26-year-old defector,
the first to have left the MEK since the security transition began. The Ministry
of Defense will house and care for the defector until he is repatriated to Iran
or given another legal status. ICRC met with Minister Wijdan following the visit
and pledged to monitor his situation and help repatriate the defector to Iran if
he wishes to return. UNHCR has also offered its assistance on individuals
defecting from the camp. End Summary.

MOHR ASSURES RIGHTS FOR MEK, ASKS FOR COOPERATION

2. (C) Minister of Human Rights Wijdan Salim visited Camp Ashraf on November 26
with a GOI delegation consisting of Ministry of Defense (MoD) Deputy Head of
Intelligence Colonel Uday Muhammed Jassim, Ministry of Human Rights (MoHR) Chief
of Staff Firas Faleh, and MoHR Legal Representative Sa'ad Kata. USG
representatives included PolMil MinCouns, Task Force 134 (TF134) Commanding
General, and EmbOffs. Minister Wijdan represented the GOI in reading the GOI's
August 14 diplomatic assurances to the USG that it would meet international
humanitarian law with regard to treatment of camp residents and would not
forcibly return any resident to a country where he/she would face persecution
(ref A) to the Camp Ashraf leadership.

3. (C) The GOI had been reluctant to officially convey the assurances, concerned
that this would legitimize the MEK, but finally agreed to do so in an effort to
foster cooperation with the group's leaders during the current transfer of
security authority. During the meeting with the Camp leaders, Minister Wijdan
emphasized that her visit represented the position of the inter-ministerial
committee formed to handle the Camp Ashraf situation led by MOD and including
representatives from the Ministries of Justice, Foreign Affairs, and Interior.
She said the assurances applied only to individuals and were not rights given to
the Mujahedin e-Khalq (MEK), which the GOI views as a criminal organization (ref
B). She said the June 17 Council of Ministers' (COM) decree designating the MEK
a terrorist organization (ref C) would not be rescinded because it deals with
the organization, not the individuals, but she asked the Camp leaders to focus
on working with the GOI to protect the rights of the individuals living in the
camp. Wijdan assured the leaders that the GOI will not turn Ashraf into a
detention facility and said the GOI will ensure the continued supply of food,
water, and other necessities after the transfer is completed, despite language
in the June 17 COM decree prohibiting Iraqis from interacting with the MEK and
Camp Ashraf residents.

4. (C) Camp Ashraf leader (and nominally Vice President of the MEK), Mojgan
Parsaei, along with a few other camp leaders, expressed appreciation for
Wijdan's conveyance of the assurances but fervently requested that the June 17
decree be rescinded. They also asked for written, not just oral, assurances that
security and basic necessities would be provided to each individual by the GOI.
At the end of the two-hour discussion, the leaders agreed to coordinate with the
GOI and the Iraqi Army on security and deliveries of necessities. Minister
Wijdan pledged that all concerns would be resolved in continuous coordination
meetings between the GOI's inter-ministerial MEK committee and the Camp Ashraf
residents. Separately, TF-134 used the opportunity to press the MoD to give
written approval to the Iraqi Army commander of the 3-37 Iraqi Army Battalion of
the 9th Division to begin meeting with MEK security officials three times a week
to coordinate on transition of security and control of the camp.

FIRST DEFECTOR CASE FOR GOI

5. (C) On November 21, MEK member Farid Tavana walked out of the camp to become
the first defector since the beginning of the security transfer. The 26-year-old
Farid had been in Ashraf for six years, having arrived with his cousin
immediately after graduating high school. After leaving Camp Ashraf, Farid
stayed at Forward Operating Base (FOB) Grizzly until the GOI delegation brought
him back to Baghdad after the November 26 trip. He is now being taken care of by
the MoD and living in a temporary housing structure near the MoD's Muthanna
Airport detention facility in Baghdad.

6. (C) Farid will remain at this location, or an alternate location as
designated by the MoD, until his legal status is determined. He, or any future
defector, has the choice of returning to his country of origin (in this case
Iran), seeking refugee status in a third-country, or seeking asylum in Iraq.
ICRC is monitoring his case (see below) and UNHCR Commissioner Guterres told the
Ambassador November 25 that UNHCR will assist with refugee cases, and work with
the GOI on any asylum requests (septel).

7. (C) MoHR representative Sa'ad Kata accompanied Farid to the MoD facility when
he arrived in Baghdad to ensure the facility had adequate living accommodations.
Minister Wijdan sent a team to visit the defector on November 27. They discussed
his repatriation/resettlement options and provided him with a cell phone and
numbers to MoHR officials in case of any problems or questions. The team
believes Farid wishes to return to his family in Iran. They will visit him again
on November 30.

ICRC TO ASSIST WITH REPATRIATION CASE

8. (C) Minister Wijdan met with ICRC head of Iraq Delegation Juan Pedro Schaerer
and ICRC Detentions Coordinator Laurent Saugy directly after the visit on
November 26. ICRC, as it had done in the past, pledged to assist with
repatriation if Farid wants to return to Iran. ICRC will return next week with a
Farsi translator and discuss with Farid the prospects for repatriation to Iran.
If he wishes to return to Iran, ICRC will coordinate arrangements with the
Government of Iran. Although Iran has not been willing to repatriate former MEK
since April (ref B), ICRC is optimistic that it can repatriate the defector in a
short period of time.

9. (C) Schaerer discussed the current defector case with Iranian Ambassador to
Iraq Hassan Kazemi-Qomi on November 27. He said Kazemi-Qomi responded favorably
to ICRC's request that Tehran agree to again allow repatriations and undertook
to work with ICRC to repatriate MEK defectors. During the meeting, Schaerer also
met with 15 Iranian family members of MEK members who wish to see their
relatives in Ashraf in the next few days. ICRC agreed to support their trip to
Ashraf since ICRC highly encourages family contact. Minister Wijdan met with the
family members on November 27 and agreed to facilitate their travel to Ashraf in
the next few days.

10. (C) Saugy told PolOff on November 25 that ICRC representatives in Tehran
have begun looking for the family of the defector and will work with the Iranian
government on repatriation. Saugy added that ICRC prefers the arrangement that
ICRC will handle defectors who wish to return to Iran, while UNHCR will take
responsibility for defectors who wish to become refugees and resettle in a
third-country. UN High Commissioner of Refugees Antonio Guterres confirmed to
Minister Wijdan on November 26 that UNHCR will be involved with cases of
defectors who seek refugee status and do not wish to return to Iran.

COMMENT

11. (C) The GOI's official delivery of assurances to the Camp Ashraf leaders
will allow for further, and much-needed, coordination between the GOI and the
Camp on issues related to the security transition including how supplies will be
delivered to the Camp. The Camp leadership had been using the lack of assurances
as an excuse not to move forward on several issues, such as coordinating on the
security transfer and meeting with the Iraqi security forces at Ashraf, and we
will push hard on ensuring that the transfer proceeds successfully and without
crisis. It is likely the Camp leadership will now find excuses to claim the GOI
will not keep to the assurances the GOI has officially delivered. We also may
begin to see signs of the Camp leadership fracturing over the way forward as
those with the most to lose in terms of terrorist actions against Iran, ponder
their future in Iraq.

12. (C) The GOI reacted promptly and effectively to its first defector case
since the Camp transition began. The GOI demonstrated responsibility for the
camp by taking charge of the defector and providing him with shelter and
necessities until he is resettled. We will continue to encourage the GOI to plan
for higher numbers of defectors, and will work closely with ICRC on this
particular case.

CROCKER

Repaired (27)
  19:7 web-anchor '[PHUM](#)' -> 'PHUM'
  19:17 web-anchor '[KJUS](#)' -> 'KJUS'
  19:27 web-anchor '[PTER](#)' -> 'PTER'
  19:37 web-anchor '[PINS](#)' -> 'PINS'
  19:47 web-anchor '[PREF](#)' -> 'PREF'
  19:57 web-anchor '[IR](#)' -> 'IR'
  19:65 web-anchor '[IZ](#)' -> 'IZ'
  24:1 web-anchor '[B](#)' -> 'B'
  25:1 web-anchor '[C](#)' -> 'C'
  30:1 web-anchor '[1](#)' -> '1'
  36:1 web-anchor '[2](#)' -> '2'
  38:1 web-anchor '[3](#)' -> '3'
  39:1 split-sentence '\n' -> ''
  42:1 pilcrow '¶' -> ''
  42:61 repeated-line 'Q4. (C) Camp Ashraf leader (and nominall...' -> ''
  47:1 section-marker '\nBAGHDAD 00003796 002 OF 003\n\n' -> '\n'
  50:1 pilcrow '¶' -> ''
  52:1 pilcrow '¶' -> ''
  54:1 pilcrow '¶' -> ''
  60:1 pilcrow '¶' -> ''
  61:1 split-sentence '\n' -> ''
  64:1 pilcrow '¶' -> ''
  66:1 pilcrow '¶' -> ''
  66:469 repeated-line 'QCommissioner of Refugees Antonio Guterr...' -> ''
  72:1 pilcrow '¶' -> ''
  73:1 section-marker '\nBAGHDAD 00003796 003 OF 003\n\n' -> ''
  78:1 pilcrow '¶' -> ''

$ septel parse --json samples/08BAGHDAD3796.txt | python3 -c 'import json,sys; print(*json.load(sys.stdin))'
id source profile transmission precedence routing origin security signals dtg from to info exempt classification captions sections declassify tags subject references classified_by paragraphs summary signature repairs diagnostics

$ septel parse --summary samples/08BAGHDAD3796.txt
1 messages, 9971 bytes, state 1, repairs 27, diagnostics 0, explained 100.0 %

$ cat samples/08BAGHDAD3796.txt samples/08BAGHDAD3796.txt | septel parse --json - | wc -l
2

$ septel parse --json samples/08BAGHDAD3796.txt $SCRATCH/absent | wc -l; echo ${PIPESTATUS[0]}
septel parse: $SCRATCH/absent: cannot read: No such file or directory
1
2

$ septel parse $SCRATCH
septel parse: $SCRATCH: folder holds no messages
[exit 2]

$ printf 'TAGS: PREL, IZ\n' | septel parse --json - | python3 -c 'import json,sys; print([t["tag"] for t in json.load(sys.stdin)["tags"]])'
['PREL', 'IZ']

$ printf 'P 040637Z DEC\nFM AMEMBASSY OSLO\nUNCLAS OSLO 12\n' | septel parse - --json --year 1999 | python3 -c 'import json,sys; m=json.load(sys.stdin); print(m["id"], m["dtg"])'
99OSLO12 1999-12-04T06:37Z

$ printf '1. (U) A red \033[31m sign.\n' | septel parse - | od -c | grep -c 033
0
[exit 1]

$ septel parse
septel parse: needs FILE... (septel parse --help)
[exit 2]

$ septel parse --nonsense x
septel parse: no option '--nonsense' (septel parse --help)
[exit 2]

$ septel parse --year soon x
septel parse: --year: 'soon' is no number
[exit 2]

$ : | septel parse --summary -
septel parse: -: file is empty
0 messages, 0 bytes, repairs 0, diagnostics 0, explained 100.0 %
[exit 2]
