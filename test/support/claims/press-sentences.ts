import {
  about,
  almost,
  atLeast,
  atMost,
  exact,
  ignored,
  LINE,
  orNotRead,
  press,
  type PressSentence,
  range,
  unread,
} from './press-sentence.js';

export type { ClaimQualifier, Figure, PressSentence } from './press-sentence.js';

const AVON_AND_SOMERSET = 'avon-and-somerset';
const DEVON_AND_CORNWALL = 'devon-and-cornwall';
const DORSET = 'dorset';
const GLOUCESTERSHIRE = 'gloucestershire';
const WILTSHIRE = 'wiltshire';
const SWROCU = 'swrocu';
const BTP = 'btp';

/*
 * Press releases in the manner of five police forces and their commissioners' offices, with what a careful reader who
 * has the dictionary makes of each number. The figures, the people and the places are made up. Where the dictionary
 * leaves a meaning in doubt, the number is expected as not read.
 */

const HEADLINES: readonly PressSentence[] = [
  press`${exact('130', '130', 'arrests')} arrests as forces hit county lines`,
  press`${atLeast('More than 110', '110', '111', 'arrests')} arrests and ${exact('£67k', '67000', 'cash-seized')} cash
    seized in South West drugs crackdown`,
  press`Drugs worth ${exact('£1.2m', '1200000', 'drugs-value')} off the streets after week of action`,
  press`Operation Scorpion ${unread('13')}: ${exact('204', '204', 'arrests')} arrests, ${exact('73', '73', 'warrants-executed')}
    warrants, ${exact('18', '18', 'lines-closed')} county lines closed`,
  press`WILTSHIRE POLICE MAKES ${exact('27', '27', 'arrests', WILTSHIRE)} ARRESTS IN DRUGS BLITZ`,
  press`${exact('Eleven', '11', 'arrests', DORSET)} arrests in Dorset as region unites against drug gangs`,
  press`Cuckooing: ${exact('52', '52', 'cuckooed-addresses-visited')} cuckooed addresses visited across the South West`,
  press`${almost('Almost 300', '300', ['285', '299'], 'arrests')} arrests – and ${exact('two dozen', '24', 'lines-closed')}
    drug lines shut down – in regional operation`,
  press`${exact('1,017', '1017', 'cannabis-plants')} cannabis plants seized, ${exact('four', '4', 'cannabis-grows-found')}
    cannabis factories dismantled`,
  press`Glos: ${exact('13', '13', 'arrests', GLOUCESTERSHIRE)} arrests, ${exact('£5,960', '5960', 'cash-seized', GLOUCESTERSHIRE)}
    cash, ${exact('nine', '9', 'warrants-executed', GLOUCESTERSHIRE)} warrants`,
];

const PASSAGES: readonly PressSentence[] = [
  press`Officers from across the South West joined forces last week to tackle county lines. They made
    ${exact('117', '117', 'arrests')} arrests and executed ${exact('64', '64', 'warrants-executed')} warrants.
    ${atLeast('More than £82,000', '82000', '82000.01', 'cash-seized')} in cash was seized, together with
    ${exact('2.65kg', '2650', 'drugs-weight/cocaine')} of cocaine, ${exact('5.1kg', '5100', 'drugs-weight/cannabis')} of
    cannabis and ${exact('1,109', '1109', 'cannabis-plants')} cannabis plants.
    ${exact('43', '43', 'people-safeguarded')} people were safeguarded, of whom
    ${orNotRead(exact('17', '17', 'people-safeguarded/child'))} were children.`,
  press`Avon and Somerset Police carried out ${exact('19', '19', 'warrants-executed', AVON_AND_SOMERSET)} warrants, made
    ${exact('34', '34', 'arrests', AVON_AND_SOMERSET)} arrests and seized
    ${exact('£12,330', '12330', 'cash-seized', AVON_AND_SOMERSET)} in cash. In Devon and Cornwall,
    ${exact('27', '27', 'arrests', DEVON_AND_CORNWALL)} people were arrested. Dorset Police seized
    ${exact('46', '46', 'drugs-wraps/heroin', DORSET)} wraps of heroin. Gloucestershire Constabulary visited
    ${exact('ten', '10', 'cuckooed-addresses-visited', GLOUCESTERSHIRE)} cuckooed addresses.`,
  press`Inspector Moss, of Dorset Police, said: “We stopped ${orNotRead(exact('86', '86', 'vehicles-stopped', DORSET))}
    vehicles and carried out ${orNotRead(exact('23', '23', 'roadside-drug-tests', DORSET))} roadside drug tests.”`,
  press`Across the South West, ${exact('148', '148', 'arrests')} people were arrested and
    ${exact('71', '71', 'warrants-executed')} warrants were executed.${LINE}${LINE}In Wiltshire, officers made
    ${exact('21', '21', 'arrests', WILTSHIRE)} arrests and seized ${exact('£6,480', '6480', 'cash-seized', WILTSHIRE)} in
    cash.${LINE}${LINE}In Dorset, ${exact('13', '13', 'arrests', DORSET)} people were arrested.`,
  press`The region’s forces worked together from Monday. ${exact('A hundred and five', '105', 'arrests')} arrests were
    made. There were ${exact('three hundred and seven', '307', 'stop-and-searches')} stop searches and
    ${exact('twenty-six', '26', 'warrants-executed')} warrants were executed.`,
  press`${exact('185', '185', 'roadside-drug-tests')} drug wipes were carried out. Police closed
    ${exact('one', '1', 'lines-closed')} drug line in the ${ignored('five')} days, and seized
    ${range('£4,000-£6,500', ['4000', '6500'], 'cash-seized')} in cash and ${range('2-3kg', ['2000', '3000'], 'drugs-weight/cannabis')}
    of cannabis.`,
  press`The phase focused on child criminal exploitation. ${exact('31', '31', 'people-safeguarded/child')} children were
    safeguarded, ${exact('54', '54', 'education-events')} education and engagement events were held and
    ${exact('98', '98', 'safeguarding-visits')} safeguarding visits were made. Commissioners thanked everyone involved.`,
];

const REGION: readonly PressSentence[] = [
  press`The week saw ${exact('26', '26', 'arrests')} arrests, ${exact('14', '14', 'warrants-executed')} warrants
    executed and ${exact('£20,738', '20738', 'cash-seized')} in cash seized.`,
  press`Officers arrested ${exact('83', '83', 'arrests')} people and safeguarded
    ${orNotRead(exact('61', '61', 'people-safeguarded'))}.`,
  press`In total, ${exact('11', '11', 'people-safeguarded')} people were safeguarded, including
    ${exact('6', '6', 'people-safeguarded/child')} children.`,
  press`${exact('One hundred and twelve', '112', 'arrests')} people were arrested across the region and
    ${exact('thirty-four', '34', 'charges')} people have been charged.`,
  press`A total of ${exact('57', '57', 'weapons-seized')} weapons were seized, including
    ${exact('21', '21', 'weapons-seized/knife')} knives, ${exact('six', '6', 'weapons-seized/machete')} machetes and
    ${exact('two', '2', 'weapons-seized/zombie-knife')} zombie knives.`,
  press`Police seized ${exact('0.13kg', '130', 'drugs-weight/cannabis')} of cannabis,
    ${exact('412g', '412', 'drugs-weight/cocaine')} of cocaine and ${exact('1.94 kg', '1940', 'drugs-weight/heroin')}
    of heroin.`,
  press`${exact('£48,350', '48350', 'drugs-value')} worth of drugs and ${exact('£9,115.50', '9115.5', 'cash-seized')} in
    cash were seized by officers.`,
  press`${atLeast('At least 40', '40', '40', 'warrants-executed')} warrants were executed during the week, and
    ${atMost('up to 90', '90', '90', 'safeguarding-visits')} safeguarding visits were carried out.`,
  press`Between them the ${unread('five')} forces made ${atLeast('over 180', '180', '181', 'arrests')} arrests.`,
  press`Officers carried out ${exact('349', '349', 'stop-and-searches')} stop and searches,
    ${exact('31', '31', 'weapons-sweeps')} weapons sweeps and ${about('around 40', '40', ['35', '45'], 'warrants-executed')}
    warrants.`,
  press`${exact('33', '33', 'mobile-phones-seized')} mobile phones,
    ${exact('17', '17', 'vehicles-seized')} vehicles and ${exact('1,340', '1340', 'drugs-tablets')} tablets were seized.`,
  press`Estimated street value of drugs seized: ${exact('£367k', '367000', 'drugs-value')}. Cash seized:
    ${exact('£1.1m', '1100000', 'cash-seized')}.`,
  press`${exact('88', '88', 'vulnerability-checks')} welfare checks were completed and
    ${exact('47', '47', 'safeguarding-referrals')} safeguarding referrals were made to partner agencies.`,
  press`Forces closed ${exact('14', '14', 'lines-closed')} drug lines and disrupted
    ${exact('five', '5', 'lines-disrupted')} county lines.`,
  press`Firearms seized: ${exact('three', '3', 'firearms-seized')}. Imitation firearms seized:
    ${exact('eight', '8', 'imitation-firearms-seized')}.`,
  press`Roads policing officers carried out ${orNotRead(exact('238', '238', 'roadside-drug-tests'))} roadside drug tests on the
    ${ignored('M5')} and ${ignored('A38')}; there were ${exact('52', '52', 'positive-roadside-drug-tests')} positive
    roadside drug tests.`,
  press`In custody suites across the region, ${exact('96', '96', 'drug-tests-on-arrest')} drug tests on arrest were
    administered.`,
  press`${about('About 350', '350', ['342', '358'], 'arrests')} people have been arrested, with
    ${about('some 1,600', '1600', ['1550', '1650'], 'drugs-tablets')} tablets and
    ${about('roughly 90', '90', ['85', '95'], 'cannabis-plants')} cannabis plants seized.`,
  press`${almost('Nearly £50,000', '50000', ['47500', '49999.99'], 'cash-seized')} in cash was seized, alongside
    ${almost('almost 4kg', '4000', ['3800', '3999.999'], 'drugs-weight/cannabis')} of cannabis.`,
  press`${atLeast('More than £67,000', '67000', '67000.01', 'cash-seized')} in cash and
    ${atLeast('over 2kg', '2000', '2000.001', 'drugs-weight/cocaine')} of cocaine have been seized.`,
  press`Teams executed ${range('between 20 and 37', ['20', '37'], 'warrants-executed')} warrants and seized
    ${range('£4,000 to £6,500', ['4000', '6500'], 'cash-seized')} in cash.`,
  press`The week brought ${range('60–75', ['60', '75'], 'arrests')} arrests and ${range('12-15', ['12', '15'], 'lines-closed')}
    county lines closed.`,
  press`${atMost('Fewer than 20', '20', '19', 'weapons-seized')} weapons were seized, and
    ${atMost('no more than 8', '8', '8', 'firearms-seized')} firearms.`,
  press`${atMost('Less than £3,000', '3000', '2999.99', 'cash-seized')} in cash was seized;
    ${atMost('under 500g', '500', '499.999', 'drugs-weight/heroin')} of heroin was seized too.`,
  press`There have been ${exact('three', '3', 'convictions')} convictions, and
    ${exact('six', '6', 'line-holders-charged')} line holders charged.`,
  press`Courts granted ${exact('7', '7', 'closure-orders')} closure orders and
    ${exact('five', '5', 'bank-accounts-frozen')} bank accounts were frozen.`,
  press`Officers visited ${exact('39', '39', 'cuckooed-addresses-visited')} cuckooed addresses, made
    ${exact('118', '118', 'safeguarding-visits')} safeguarding visits and delivered
    ${exact('27', '27', 'education-events')} educational visits.`,
  press`${exact('Half a dozen', '6', 'lines-closed')} county lines were closed and
    ${exact('a dozen', '12', 'closure-orders')} closure orders obtained.`,
  press`Police safeguarded ${exact('14', '14', 'people-safeguarded/adult')} adults and
    ${exact('nine', '9', 'people-safeguarded/child')} children.`,
  press`${exact('Two hundred and sixty-three', '263', 'vehicles-stopped')} vehicles were stopped;
    ${exact('19', '19', 'vehicles-seized')} vehicles were seized, including
    ${exact('seven', '7', 'vehicles-seized/e-scooter')} e-scooters and ${exact('four', '4', 'vehicles-seized/e-bike')}
    e-bikes.`,
  press`${exact('141', '141', 'weapons-surrendered')} weapons were handed in by the public at police stations.`,
  press`${exact('29', '29', 'drugs-wraps/heroin')} wraps of heroin, ${exact('215', '215', 'drugs-tablets/ecstasy')}
    ecstasy tablets and ${exact('412', '412', 'gas-canisters')} nitrous oxide canisters were seized.`,
  press`Cocaine worth ${exact('£12,600', '12600', 'drugs-value/cocaine')} and
    ${exact('55.5 grams', '55.5', 'drugs-weight/ketamine')} of ketamine were seized.`,
  press`${exact('1.5 kilograms', '1500', 'drugs-weight/amphetamine')} of amphetamine,
    ${exact('2 kilos', '2000', 'drugs-weight/cannabis-resin')} of cannabis resin and
    ${exact('61g', '61', 'drugs-weight/crack-cocaine')} of crack cocaine have been seized by officers.`,
  press`${orNotRead(exact('142', '142', 'crimestoppers-reports'))} reports to Crimestoppers were received during the week.`,
  press`Officers seized ${exact('three', '3', 'weapons-seized/sword')} swords,
    ${exact('one', '1', 'weapons-seized/axe')} axe, ${exact('four', '4', 'weapons-seized/baton')} batons and
    ${exact('two', '2', 'weapons-seized/stun-gun')} stun guns.`,
  press`${exact('58', '58', 'patrols')} additional patrols were laid on, with
    ${exact('16', '16', 'cuckooed-addresses-visited')} cuckooing visits and ${exact('21', '21', 'nrm-referrals')}
    National Referral Mechanism referrals.`,
  press`${exact('Four', '4', 'missing-people-found')} missing people were found, including
    ${exact('three', '3', 'missing-people-found/child')} children.`,
  press`${exact('37', '37', 'disruptions')} drug disruptions were recorded.`,
  press`Officers carried out ${exact('28', '28', 'person-searches')} intelligence-led person searches and
    ${exact('13', '13', 'vehicle-searches')} intelligence-led vehicle searches, and ${exact('62', '62', 'stop-and-accounts')}
    stop and accounts.`,
  press`There were ${exact('177', '177', 'drug-seizures')} drug seizures, and ${exact('£31,400', '31400', 'criminal-funds-recovered')}
    in criminal funds was recovered.`,
  press`${atLeast('More than 400', '400', '401', 'officers-and-staff')} officers and staff were involved in the week.`,
  press`There were ${exact('45', '45', 'positive-drug-tests')} positive drug tests, and
    ${exact('109', '109', 'intelligence-reports')} drug intelligence reports were submitted.`,
  press`Police recorded ${exact('five', '5', 'disruptions/organised-crime-group')} organised crime group disruptions;
    ${exact('eight', '8', 'lines-closed')} drug lines were dismantled.`,
  press`${exact('Six', '6', 'weapons-seized/bb-gun')} BB guns and ${exact('11', '11', 'weapons-seized/knuckleduster')}
    knuckledusters were seized by officers, who made ${exact('15', '15', 'nrm-referrals')} NRM referrals.`,
  press`Raids: ${exact('48', '48', 'warrants-executed')} raids, ${exact('76', '76', 'arrests')} arrests and
    ${exact('2,450', '2450', 'drugs-tablets')} pills seized.`,
];

const FORCES: readonly PressSentence[] = [
  press`Dorset Police made ${exact('12', '12', 'arrests', DORSET)} arrests and Wiltshire Police
    ${exact('nine', '9', 'arrests', WILTSHIRE)}.`,
  press`Devon & Cornwall Police executed ${exact('11', '11', 'warrants-executed', DEVON_AND_CORNWALL)} warrants, arrested
    ${exact('19', '19', 'arrests', DEVON_AND_CORNWALL)} people and seized
    ${exact('£7,415', '7415', 'cash-seized', DEVON_AND_CORNWALL)} in cash, while Gloucestershire Constabulary executed
    ${exact('four', '4', 'warrants-executed', GLOUCESTERSHIRE)} warrants and made
    ${exact('eight', '8', 'arrests', GLOUCESTERSHIRE)} arrests.`,
  press`Avon and Somerset, Dorset and Wiltshire together carried out
    ${exact('164', '164', 'stop-and-searches', AVON_AND_SOMERSET, DORSET, WILTSHIRE)} stop and searches.`,
  press`In Avon and Somerset, ${exact('31', '31', 'arrests', AVON_AND_SOMERSET)} people were arrested and
    ${exact('£41,280', '41280', 'cash-seized', AVON_AND_SOMERSET)} in cash was seized.`,
  press`Across the South West there were ${exact('204', '204', 'arrests')} arrests, including
    ${exact('38', '38', 'arrests', DORSET)} in Dorset and ${exact('43', '43', 'arrests', WILTSHIRE)} in Wiltshire.`,
  press`Of the ${exact('151', '151', 'arrests')} arrests across the region,
    ${orNotRead(exact('26', '26', 'arrests', WILTSHIRE))} were made by Wiltshire Police.`,
  press`British Transport Police made ${exact('15', '15', 'arrests', BTP)} arrests and the South West Regional Organised
    Crime Unit froze ${exact('three', '3', 'bank-accounts-frozen', SWROCU)} bank accounts.`,
  press`Dorset, Wiltshire and Gloucestershire made ${orNotRead(exact('12', '12', 'arrests', DORSET))},
    ${orNotRead(exact('9', '9', 'arrests', WILTSHIRE))} and ${orNotRead(exact('7', '7', 'arrests', GLOUCESTERSHIRE))}
    arrests respectively.`,
  press`Wiltshire Police made ${exact('22', '22', 'arrests', WILTSHIRE)} arrests. The force also seized
    ${orNotRead(exact('£3,870', '3870', 'cash-seized', WILTSHIRE))} in cash.`,
  press`Wiltshire Police seized ${exact('1.3kg', '1300', 'drugs-weight/cannabis', WILTSHIRE)} of cannabis,
    ${exact('46g', '46', 'drugs-weight/cocaine', WILTSHIRE)} of cocaine and
    ${exact('£2,045', '2045', 'cash-seized', WILTSHIRE)} in cash.`,
  press`${exact('Seven', '7', 'warrants-executed', DEVON_AND_CORNWALL)} warrants were executed by Devon and Cornwall
    Police and ${exact('five', '5', 'warrants-executed', AVON_AND_SOMERSET)} by Avon and Somerset Police.`,
  press`In Gloucestershire officers made ${atLeast('more than 20', '20', '21', 'arrests', GLOUCESTERSHIRE)} arrests and
    visited ${exact('16', '16', 'cuckooed-addresses-visited', GLOUCESTERSHIRE)} cuckooed addresses, and in Dorset
    officers seized ${exact('eight', '8', 'weapons-seized/machete', DORSET)} machetes.`,
  press`Dorset and Wiltshire made ${exact('31', '31', 'arrests', DORSET, WILTSHIRE)} arrests between them; the region made
    ${exact('130', '130', 'arrests')} arrests.`,
  press`Results for Wiltshire Police:${LINE}• ${orNotRead(exact('14', '14', 'arrests', WILTSHIRE))} arrests${LINE}•
    ${orNotRead(exact('6', '6', 'warrants-executed', WILTSHIRE))} warrants executed${LINE}•
    ${orNotRead(exact('£1,940', '1940', 'cash-seized', WILTSHIRE))} cash seized`,
  press`BTP made ${exact('six', '6', 'arrests', BTP)} arrests and SWROCU seized
    ${exact('£23,150', '23150', 'cash-seized', SWROCU)} in cash.`,
  press`A&S executed ${exact('23', '23', 'warrants-executed', AVON_AND_SOMERSET)} warrants; D&C executed
    ${exact('18', '18', 'warrants-executed', DEVON_AND_CORNWALL)} warrants.`,
  press`Devon, Cornwall and the Isles of Scilly saw ${exact('33', '33', 'arrests', DEVON_AND_CORNWALL)} arrests and
    ${exact('£11,020', '11020', 'cash-seized', DEVON_AND_CORNWALL)} in cash seized.`,
  press`Gloucestershire Constabulary safeguarded ${exact('23', '23', 'people-safeguarded', GLOUCESTERSHIRE)} people,
    including ${exact('eight', '8', 'people-safeguarded/child', GLOUCESTERSHIRE)} children, and closed
    ${exact('two', '2', 'lines-closed', GLOUCESTERSHIRE)} county lines.`,
];

const QUOTES: readonly PressSentence[] = [
  press`The Police and Crime Commissioner for Dorset said: “We made ${exact('137', '137', 'arrests')} arrests across the
    South West and closed ${exact('19', '19', 'lines-closed')} drug lines. No ${ignored('one')} should live in fear.”`,
  press`Gloucestershire’s Police and Crime Commissioner said: “The ${exact('152', '152', 'arrests')} arrests made across
    the South West this week send a clear message – drugs aren’t welcome here.”`,
  press`“${atLeast('Over £131,000', '131000', '131000.01', 'cash-seized')} in cash has been seized across the South
    West,” the Commissioner said. “It’s ${ignored('one')} of the largest operations of its kind.”`,
  press`“There were ${exact('46', '46', 'safeguarding-visits')} safeguarding visits – and behind each is a person,”
    she said.`,
  press`Detective Superintendent Hale, of Wiltshire Police, said: “Across the region, ${exact('67', '67', 'vulnerability-checks')}
    welfare checks took place, and ${exact('28', '28', 'people-safeguarded')} people were safeguarded.”`,
];

const LAYOUT: readonly PressSentence[] = [
  press`Across the South West, the operation led to:${LINE}${LINE}- ${exact('119', '119', 'arrests')} arrests${LINE}-
    ${exact('62', '62', 'warrants-executed')} warrants executed${LINE}- ${exact('£98,405', '98405', 'cash-seized')} cash
    seized${LINE}- ${exact('14', '14', 'weapons-seized')} weapons seized${LINE}-
    ${exact('3.75kg', '3750', 'drugs-weight/cannabis')} of cannabis seized`,
  press`${exact('£1.2\u00a0million', '1200000', 'drugs-value')} worth of drugs and
    ${exact('0.48\u00a0kg', '480', 'drugs-weight/crack-cocaine')} of crack cocaine were seized.`,
  press`Regional results${LINE}Arrests: ${exact('94', '94', 'arrests')}${LINE}Warrants executed:
    ${exact('41', '41', 'warrants-executed')}${LINE}Cash seized: ${exact('£15,077', '15077', 'cash-seized')}${LINE}Safeguarding
    visits: ${exact('73', '73', 'safeguarding-visits')}`,
  press`Officers seized ${exact('36', '36', 'mobile-phones-seized')}\u00a0phones${LINE}and executed
    ${exact('29', '29', 'warrants-executed')}${LINE}warrants.`,
  press`Approximately ${unread('200')} officers – from all ${unread('five')} forces – made
    ${exact('78', '78', 'arrests')} arrests – the most this winter.`,
  press`•\t${exact('44', '44', 'arrests')} people arrested${LINE}•\t${about('~70', '70', ['65', '75'], 'mobile-phones-seized')}
    mobile phones seized${LINE}•\t${about('c. £8,750', '8750', ['8531.25', '8968.75'], 'cash-seized')} in cash seized`,
];

const SO_FAR: readonly PressSentence[] = [
  press`Forces have made ${atLeast('84', '84', '84', 'arrests')} arrests so far this week.`,
  press`${atLeast('Nine', '9', '9', 'charges')} people charged so far and
    ${atLeast('17', '17', '17', 'warrants-executed')} warrants executed to date.`,
  press`${atLeast('50 or more', '50', '50', 'drugs-wraps')} wraps and
    ${atLeast('at least £2,350', '2350', '2350', 'cash-seized')} in cash were seized.`,
  press`${about('Approximately 2.5kg', '2500', ['2437.5', '2562.5'], 'drugs-weight/cannabis')} of cannabis and
    ${about('about a dozen', '12', ['12', '12'], 'weapons-seized/knife')} knives were seized.`,
  press`${about('Around £45,000', '45000', ['43875', '46125'], 'cash-seized')} in cash and
    ${almost('nearly two hundred', '200', ['190', '199'], 'drugs-wraps')} wraps were seized, with
    ${about('around 215', '215', ['210', '220'], 'stop-and-searches')} stop searches carried out.`,
  press`Police seized ${range('between 1.4kg and 1.9kg', ['1400', '1900'], 'drugs-weight/cocaine')} of cocaine and
    ${about('some 480', '480', ['468', '492'], 'cannabis-plants')} cannabis plants.`,
];

const NOT_READ: readonly PressSentence[] = [
  press`Operation Scorpion ran from ${unread('24')} to ${unread('30 November 2025')} and led to
    ${exact('93', '93', 'arrests')} arrests.`,
  press`At ${unread('6.15am')} on Tuesday ${unread('17 June')}, ${unread('12')} officers on bikes met in Yeovil.`,
  press`Anyone with information can call ${unread('101')}, or Crimestoppers anonymously on ${unread('0800 555 111')},
    quoting reference ${unread('5225107763')}.`,
  press`Arrests were up ${unread('14%')} on last year, and seizures fell by ${unread('9 per cent')}.`,
  press`${orNotRead(exact('26', '26', 'arrests'))} arrested, ${orNotRead(exact('nine', '9', 'charges'))} charged: police tackle
    gangs.`,
  press`From ${unread('10am')} to ${unread('4pm')} on ${unread('9 October')}, officers gave advice to ${ignored('under-18s')}
    about knives.`,
  press`${unread('1')} in ${unread('3')} of those stopped had travelled more than ${unread('50')} miles, and
    ${unread('£12,000')} of counterfeit clothing was seized.`,
  press`In Swindon, officers found ${unread('46')} cannabis plants and arrested ${unread('one')} man.`,
  press`Wiltshire Police made ${unread('ten')} arrests for drug driving and
    ${orNotRead(exact('34', '34', 'arrests', WILTSHIRE))} arrests overall.`,
  press`PC ${unread('4821')} Ellis spoke to Year ${unread('9')} pupils about the Misuse of Drugs Act ${unread('1971')}. Read
    more: ${ignored('https://news.example/2025/11/73')}`,
  press`${unread('30')} men were detained, and ${unread('26')} men and ${unread('4')} women were arrested.`,
  press`A ${unread('41')}-year-old man from Yeovil has been charged with ${unread('two')} counts of supplying cocaine.`,
  press`Officers made ${exact('47', '47', 'arrests')} arrests. A further ${unread('26')} arrests followed, with another
    ${unread('3')} warrants.`,
  press`That is ${ignored('double')} the ${unread('40')} arrests of last year.`,
  press`Forces made ${exact('131', '131', 'arrests')} arrests, compared with ${unread('102')} in the last phase.`,
  press`Since the operation began in ${unread('2022')}, forces have made more than ${unread('1,400')} arrests.`,
  press`Nationally, ${unread('1,712')} people were arrested.`,
  press`In Plymouth alone, officers arrested ${unread('eight')} people.`,
  press`Cash and drugs worth ${unread('£104,000')} were seized.`,
  press`${exact('61', '61', 'safeguarding-visits')} safeguarding visits were made, and ${unread('35')} young people were
    spoken to.`,
  press`Police seized ${unread('2.2kg')} of Class A drugs and ${unread('230')} diazepam tablets.`,
  press`${unread('Seventeen')} county lines were identified, and ${unread('nine')} closure notices were served.`,
  press`The operation, now in its ${ignored('13th')} phase, took ${ignored('two')} years to plan and brought
    ${unread('one')} family peace at last.`,
  press`He was jailed for ${ignored('six')} years and ${unread('8')} months after ${unread('£6,200')} was found in his
    car.`,
  press`Officers took ${unread('66')} drug tests, of which ${ignored('a third')} were positive.`,
  press`Over ${unread('7')} days, officers carried out ${unread('90')} visits and made ${exact('55', '55', 'arrests')}
    arrests.`,
  press`${unread('87')} wraps of crack cocaine and heroin, ${unread('three')} watches worth ${unread('£14,000')} and
    ${exact('22', '22', 'mobile-phones-seized')} mobile phones were seized.`,
  press`${ignored('Dozens')} of weapons and ${ignored('thousands')} of pounds in cash were seized, and our phones are
    staffed ${ignored('24/7')}.`,
  press`${unread('32')} hotels and ${unread('18')} taxi firms were visited, and ${unread('19')} street names were passed
    on.`,
  press`${unread('Two')} people were not named: ${unread('one')} man and ${unread('one')} woman, aged ${unread('19')} and
    ${unread('23')}.`,
];

/** The corpus: sentences and short passages, each number of which has its reading. */
export const PRESS_SENTENCES: readonly PressSentence[] = [
  ...HEADLINES,
  ...PASSAGES,
  ...REGION,
  ...FORCES,
  ...QUOTES,
  ...LAYOUT,
  ...SO_FAR,
  ...NOT_READ,
];
