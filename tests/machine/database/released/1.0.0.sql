BEGIN TRANSACTION;
CREATE TABLE "archive_accountlink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(40) NOT NULL UNIQUE, "account_id" bigint NOT NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "purpose" varchar(12) NOT NULL CHECK ("purpose" IN ('invitation', 'password')), "made_by_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "created_at" datetime NOT NULL, "used_at" datetime NULL);
CREATE TABLE "archive_agendaitem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "meeting_id" bigint NOT NULL REFERENCES "archive_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "label" varchar(40) NOT NULL, "title" varchar(500) NOT NULL, CONSTRAINT "agenda_item_position_once_a_meeting" UNIQUE ("meeting_id", "position"), CONSTRAINT "agenda_item_has_title" CHECK (NOT ("title" = '')));
INSERT INTO "archive_agendaitem" VALUES(1,2,1,'1','Cost of longer library hours');
INSERT INTO "archive_agendaitem" VALUES(2,3,1,'1','Call to order');
INSERT INTO "archive_agendaitem" VALUES(3,3,2,'2','Public comment');
INSERT INTO "archive_agendaitem" VALUES(4,3,3,'3.A','Library hours');
INSERT INTO "archive_agendaitem" VALUES(5,3,4,'3.B','Student records');
INSERT INTO "archive_agendaitem" VALUES(6,3,5,'4','Adjournment');
CREATE TABLE "archive_agendaitem_topics" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "agendaitem_id" bigint NOT NULL REFERENCES "archive_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NOT NULL REFERENCES "archive_topic" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "archive_alert" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(40) NOT NULL UNIQUE, "email" varchar(254) NOT NULL, "language" varchar(12) NOT NULL, "created_at" datetime NOT NULL, "confirmed_at" datetime NULL, "statement_id" bigint NOT NULL REFERENCES "archive_statement" ("number") DEFERRABLE INITIALLY DEFERRED, "revision_id" bigint NOT NULL REFERENCES "archive_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "start" integer unsigned NULL CHECK ("start" >= 0), "end" integer unsigned NULL CHECK ("end" >= 0), "seen" bigint NOT NULL, CONSTRAINT "alert_passage_is_whole" CHECK ((("end" IS NULL AND "start" IS NULL) OR ("end" IS NOT NULL AND "start" IS NOT NULL AND "start" < ("end")))), CONSTRAINT "alert_has_address" CHECK (NOT ("email" = '')));
CREATE TABLE "archive_alerthit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "alert_id" bigint NOT NULL REFERENCES "archive_searchalert" ("id") DEFERRABLE INITIALLY DEFERRED, "statement_id" bigint NOT NULL REFERENCES "archive_statement" ("number") DEFERRABLE INITIALLY DEFERRED, "due_at" datetime NOT NULL, "mail_id" bigint NULL REFERENCES "archive_mail" ("id") DEFERRABLE INITIALLY DEFERRED, "told_at" datetime NULL, CONSTRAINT "alert_hit_told_once" UNIQUE ("alert_id", "statement_id"));
CREATE TABLE "archive_allowedwords" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL, "meeting_id" bigint NOT NULL REFERENCES "archive_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "allowed_words_once_a_meeting" UNIQUE ("meeting_id", "digest"));
CREATE TABLE "archive_auditentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "actor_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "verb" varchar(20) NOT NULL CHECK ("verb" IN ('created', 'changed', 'submitted', 'returned', 'commented', 'scheduled', 'unscheduled', 'published', 'corrected', 'withdrawn', 'reinstated', 'redacted', 'deleted', 'imported', 'taken_back', 'merged', 'unmerged', 'split', 'settled', 'signed_in', 'signed_out', 'sign_in_refused', 'refused', 'invited', 'link_sent', 'password_changed', 'second_factor_set', 'second_factor_reset', 'roles_changed', 'connected', 'disconnected', 'deactivated', 'sessions_ended')), "subject" varchar(40) NOT NULL, "subject_id" bigint NOT NULL, "name" varchar(300) NOT NULL, "note" text NOT NULL, "act_id" bigint NULL REFERENCES "archive_auditentry" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "audit_has_subject" CHECK (NOT ("subject" = '')));
INSERT INTO "archive_auditentry" VALUES(1,'2026-11-29 15:26:17.798197',NULL,'created','statement',1,'Statement 1','',NULL);
INSERT INTO "archive_auditentry" VALUES(2,'2026-11-29 15:26:17.813048',NULL,'published','statement',1,'Statement 1','',NULL);
INSERT INTO "archive_auditentry" VALUES(3,'2026-11-29 15:26:17.833912',NULL,'created','statement',2,'Statement 2','',NULL);
INSERT INTO "archive_auditentry" VALUES(4,'2026-11-29 15:26:17.843127',NULL,'published','statement',2,'Statement 2','',NULL);
INSERT INTO "archive_auditentry" VALUES(5,'2026-11-29 15:26:17.860565',NULL,'created','statement',3,'Statement 3','',NULL);
INSERT INTO "archive_auditentry" VALUES(6,'2026-11-29 15:26:17.871591',NULL,'published','statement',3,'Statement 3','',NULL);
INSERT INTO "archive_auditentry" VALUES(7,'2026-11-29 15:26:17.889596',NULL,'created','statement',4,'Statement 4','',NULL);
INSERT INTO "archive_auditentry" VALUES(8,'2026-11-29 15:26:17.899316',NULL,'published','statement',4,'Statement 4','',NULL);
INSERT INTO "archive_auditentry" VALUES(9,'2026-11-29 15:26:17.914967',NULL,'created','statement',5,'Statement 5','',NULL);
INSERT INTO "archive_auditentry" VALUES(10,'2026-11-29 15:26:17.925600',NULL,'published','statement',5,'Statement 5','',NULL);
INSERT INTO "archive_auditentry" VALUES(11,'2026-11-29 15:26:18.352511',NULL,'created','statement',6,'Statement 6','',NULL);
INSERT INTO "archive_auditentry" VALUES(12,'2026-11-29 15:26:18.366434',NULL,'published','statement',6,'Statement 6','',NULL);
INSERT INTO "archive_auditentry" VALUES(13,'2026-11-29 15:26:18.384606',NULL,'created','statement',7,'Statement 7','',NULL);
INSERT INTO "archive_auditentry" VALUES(14,'2026-11-29 15:26:18.396824',NULL,'published','statement',7,'Statement 7','',NULL);
INSERT INTO "archive_auditentry" VALUES(15,'2026-11-29 15:26:18.416381',NULL,'created','statement',8,'Statement 8','',NULL);
INSERT INTO "archive_auditentry" VALUES(16,'2026-11-29 15:26:18.427011',NULL,'published','statement',8,'Statement 8','',NULL);
INSERT INTO "archive_auditentry" VALUES(17,'2026-11-29 15:26:18.454843',NULL,'created','statement',9,'Statement 9','',NULL);
INSERT INTO "archive_auditentry" VALUES(18,'2026-11-29 15:26:18.466120',NULL,'published','statement',9,'Statement 9','',NULL);
INSERT INTO "archive_auditentry" VALUES(19,'2026-11-29 15:26:18.480850',NULL,'created','statement',10,'Statement 10','',NULL);
INSERT INTO "archive_auditentry" VALUES(20,'2026-11-29 15:26:18.491523',NULL,'published','statement',10,'Statement 10','',NULL);
INSERT INTO "archive_auditentry" VALUES(21,'2026-11-29 15:26:18.509434',NULL,'created','statement',11,'Statement 11','',NULL);
INSERT INTO "archive_auditentry" VALUES(22,'2026-11-29 15:26:18.519785',NULL,'published','statement',11,'Statement 11','',NULL);
INSERT INTO "archive_auditentry" VALUES(23,'2026-11-29 15:26:18.535068',NULL,'created','statement',12,'Statement 12','',NULL);
INSERT INTO "archive_auditentry" VALUES(24,'2026-11-29 15:26:18.545100',NULL,'published','statement',12,'Statement 12','',NULL);
INSERT INTO "archive_auditentry" VALUES(25,'2026-11-29 15:26:18.563694',NULL,'created','statement',13,'Statement 13','',NULL);
INSERT INTO "archive_auditentry" VALUES(26,'2026-11-29 15:26:18.573462',NULL,'published','statement',13,'Statement 13','',NULL);
INSERT INTO "archive_auditentry" VALUES(27,'2026-11-29 15:26:18.602350',NULL,'corrected','statement',13,'Statement 13','The recording has “nine to one”; the first transcript said noon.',NULL);
INSERT INTO "archive_auditentry" VALUES(28,'2026-11-29 15:26:18.620615',NULL,'created','statement',14,'Statement 14','',NULL);
INSERT INTO "archive_auditentry" VALUES(29,'2026-11-29 15:26:18.634192',NULL,'published','statement',14,'Statement 14','',NULL);
INSERT INTO "archive_auditentry" VALUES(30,'2026-11-29 15:26:18.651572',NULL,'created','statement',15,'Statement 15','',NULL);
INSERT INTO "archive_auditentry" VALUES(31,'2026-11-29 15:26:18.663776',NULL,'published','statement',15,'Statement 15','',NULL);
INSERT INTO "archive_auditentry" VALUES(32,'2026-11-29 15:26:18.681323',NULL,'created','statement',16,'Statement 16','',NULL);
INSERT INTO "archive_auditentry" VALUES(33,'2026-11-29 15:26:18.692375',NULL,'published','statement',16,'Statement 16','',NULL);
INSERT INTO "archive_auditentry" VALUES(34,'2026-11-29 15:26:18.708997',NULL,'created','statement',17,'Statement 17','',NULL);
INSERT INTO "archive_auditentry" VALUES(35,'2026-11-29 15:26:18.720513',NULL,'published','statement',17,'Statement 17','',NULL);
INSERT INTO "archive_auditentry" VALUES(36,'2026-11-29 15:26:18.733483',NULL,'created','statement',18,'Statement 18','',NULL);
INSERT INTO "archive_auditentry" VALUES(37,'2026-11-29 15:26:18.741796',NULL,'published','statement',18,'Statement 18','',NULL);
INSERT INTO "archive_auditentry" VALUES(38,'2026-11-29 15:26:18.758827',NULL,'created','statement',19,'Statement 19','',NULL);
INSERT INTO "archive_auditentry" VALUES(39,'2026-11-29 15:26:18.767581',NULL,'published','statement',19,'Statement 19','',NULL);
INSERT INTO "archive_auditentry" VALUES(40,'2026-11-29 15:26:18.779566',NULL,'created','statement',20,'Statement 20','',NULL);
INSERT INTO "archive_auditentry" VALUES(41,'2026-11-29 15:26:18.787750',NULL,'published','statement',20,'Statement 20','',NULL);
INSERT INTO "archive_auditentry" VALUES(42,'2026-11-29 15:26:18.797263',NULL,'withdrawn','statement',20,'Statement 20','A made-up example of a withdrawal: a private telephone number could be heard in this turn.',NULL);
INSERT INTO "archive_auditentry" VALUES(43,'2026-11-29 15:26:18.812210',NULL,'created','statement',21,'Statement 21','',NULL);
INSERT INTO "archive_auditentry" VALUES(44,'2026-11-29 15:26:18.820199',NULL,'published','statement',21,'Statement 21','',NULL);
INSERT INTO "archive_auditentry" VALUES(45,'2026-11-29 15:26:18.831091',NULL,'created','statement',22,'Statement 22','',NULL);
INSERT INTO "archive_auditentry" VALUES(46,'2026-11-29 15:26:18.838890',NULL,'published','statement',22,'Statement 22','',NULL);
INSERT INTO "archive_auditentry" VALUES(47,'2026-11-29 15:26:18.850306',NULL,'created','statement',23,'Statement 23','',NULL);
INSERT INTO "archive_auditentry" VALUES(48,'2026-11-29 15:26:18.858091',NULL,'published','statement',23,'Statement 23','',NULL);
CREATE TABLE "archive_authenticatorapp" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" bigint NOT NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "name" varchar(64) NOT NULL, "confirmed" bool NOT NULL, "key" text NOT NULL, "last_step" bigint NOT NULL, "wrong_codes" integer unsigned NOT NULL CHECK ("wrong_codes" >= 0), "try_after" datetime NULL, "added_at" datetime NOT NULL);
CREATE TABLE "archive_ballot" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "name" varchar(300) NOT NULL, "choice" varchar(20) NOT NULL CHECK ("choice" IN ('yes', 'no', 'abstain', 'recused', 'absent', 'excused', 'present', 'did_not_vote', 'other')), "word" varchar(100) NOT NULL, "arrived" time NULL, "left" time NULL, "speaker_id" bigint NULL REFERENCES "archive_speaker" ("id") DEFERRABLE INITIALLY DEFERRED, "decision_id" bigint NOT NULL REFERENCES "archive_decision" ("statement_id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "ballot_position_once_a_decision" UNIQUE ("decision_id", "position"), CONSTRAINT "ballot_has_name" CHECK (NOT ("name" = '')), CONSTRAINT "ballot_other_has_word" CHECK ((NOT ("choice" = 'other') OR NOT ("word" = ''))));
INSERT INTO "archive_ballot" VALUES(1,1,'Mr. Birch','yes','',NULL,NULL,4,8);
INSERT INTO "archive_ballot" VALUES(2,2,'Ms. Ash','yes','',NULL,NULL,3,8);
INSERT INTO "archive_ballot" VALUES(3,3,'Mr. Fir','no','',NULL,NULL,NULL,8);
CREATE TABLE "archive_board" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(120) NOT NULL UNIQUE, "name" varchar(300) NOT NULL UNIQUE, "kind" varchar(20) NOT NULL CHECK ("kind" IN ('school_board', 'council', 'commission', 'committee', 'legislature', 'other')), "parent_id" bigint NULL REFERENCES "archive_board" ("id") DEFERRABLE INITIALLY DEFERRED, "place" varchar(300) NOT NULL, "timezone" varchar(64) NOT NULL, "language" varchar(12) NOT NULL, "website" varchar(500) NOT NULL, "description" text NOT NULL, CONSTRAINT "board_has_name" CHECK (NOT ("name" = '')), CONSTRAINT "board_has_slug" CHECK (NOT ("slug" = '')), CONSTRAINT "board_not_its_own_parent" CHECK (("parent_id" IS NULL OR NOT ("parent_id" = ("id") AND "parent_id" IS NOT NULL))));
INSERT INTO "archive_board" VALUES(1,'milwaukee-board-of-school-directors','Milwaukee Board of School Directors','school_board',NULL,'Milwaukee, Wisconsin','America/Chicago','en','','The board of Milwaukee Public Schools (MPS).');
INSERT INTO "archive_board" VALUES(2,'sample-lake-school-board','Sample Lake School Board','school_board',NULL,'Sample Lake (a made-up place)','America/Chicago','en','https://www.example.org/sample-lake','Sample data. A made-up board that shows what a full record looks like.');
INSERT INTO "archive_board" VALUES(3,'sample-lake-finance-committee','Sample Lake Finance Committee','committee',2,'Sample Lake (a made-up place)','America/Chicago','en','','Sample data. A made-up committee of the Sample Lake School Board.');
CREATE TABLE "archive_change" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "kind" varchar(20) NOT NULL CHECK ("kind" IN ('published', 'corrected', 'redacted', 'withdrawn', 'reinstated', 'renamed', 'merged', 'changed')), "subject" varchar(20) NOT NULL CHECK ("subject" IN ('statement', 'meeting', 'board', 'speaker', 'source', 'topic', 'decision', 'correction', 'tombstone', 'citinglink')), "subject_id" bigint NOT NULL, "correction_id" bigint NULL REFERENCES "archive_correction" ("id") DEFERRABLE INITIALLY DEFERRED, "tells" bool NULL, "stands" bool NOT NULL);
CREATE TABLE "archive_changenote" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "kind" varchar(20) NOT NULL CHECK ("kind" IN ('published', 'corrected', 'redacted', 'withdrawn', 'reinstated', 'renamed', 'merged', 'changed')), "subject" varchar(20) NOT NULL CHECK ("subject" IN ('statement', 'meeting', 'board', 'speaker', 'source', 'topic', 'decision', 'correction', 'tombstone', 'citinglink')), "subject_id" bigint NOT NULL, "correction_id" bigint NULL REFERENCES "archive_correction" ("id") DEFERRABLE INITIALLY DEFERRED, "tells" bool NULL);
INSERT INTO "archive_changenote" VALUES(1,'2026-11-29 15:26:17.743462','changed','speaker',1,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(2,'2026-11-29 15:26:17.751536','changed','speaker',1,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(3,'2026-11-29 15:26:17.764234','changed','speaker',2,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(4,'2026-11-29 15:26:17.811509','changed','statement',1,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(5,'2026-11-29 15:26:17.842376','changed','statement',2,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(6,'2026-11-29 15:26:17.870712','changed','statement',3,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(7,'2026-11-29 15:26:17.898686','changed','statement',4,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(8,'2026-11-29 15:26:17.925148','changed','statement',5,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(9,'2026-11-29 15:26:18.239587','changed','speaker',3,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(10,'2026-11-29 15:26:18.268649','changed','speaker',4,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(11,'2026-11-29 15:26:18.294087','changed','speaker',5,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(12,'2026-11-29 15:26:18.301190','changed','speaker',5,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(13,'2026-11-29 15:26:18.364674','changed','statement',6,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(14,'2026-11-29 15:26:18.396021','changed','statement',7,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(15,'2026-11-29 15:26:18.426212','changed','statement',8,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(16,'2026-11-29 15:26:18.465196','changed','statement',9,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(17,'2026-11-29 15:26:18.490743','changed','statement',10,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(18,'2026-11-29 15:26:18.519084','changed','statement',11,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(19,'2026-11-29 15:26:18.543977','changed','statement',12,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(20,'2026-11-29 15:26:18.572791','changed','statement',13,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(21,'2026-11-29 15:26:18.590077','changed','statement',13,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(22,'2026-11-29 15:26:18.600871','corrected','statement',13,2,NULL);
INSERT INTO "archive_changenote" VALUES(23,'2026-11-29 15:26:18.633215','changed','statement',14,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(24,'2026-11-29 15:26:18.663006','changed','statement',15,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(25,'2026-11-29 15:26:18.691573','changed','statement',16,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(26,'2026-11-29 15:26:18.719528','changed','statement',17,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(27,'2026-11-29 15:26:18.741269','changed','statement',18,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(28,'2026-11-29 15:26:18.767023','changed','statement',19,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(29,'2026-11-29 15:26:18.787067','changed','statement',20,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(30,'2026-11-29 15:26:18.794587','changed','statement',20,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(31,'2026-11-29 15:26:18.796807','withdrawn','statement',20,3,NULL);
INSERT INTO "archive_changenote" VALUES(32,'2026-11-29 15:26:18.819691','changed','statement',21,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(33,'2026-11-29 15:26:18.838618','changed','statement',22,NULL,NULL);
INSERT INTO "archive_changenote" VALUES(34,'2026-11-29 15:26:18.857754','changed','statement',23,NULL,NULL);
CREATE TABLE "archive_citinglink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "statement_id" bigint NOT NULL REFERENCES "archive_statement" ("number") DEFERRABLE INITIALLY DEFERRED, "url" varchar(1000) NOT NULL, "url_hash" varchar(64) NOT NULL, "title" varchar(300) NOT NULL, "publisher" varchar(200) NOT NULL, "published" varchar(10) NULL CHECK (LENGTH("published") IN (4, 7, 10) AND "published" > '0000' AND "published" < '9999-12-32' AND SUBSTR("published", 5, 1) IN ('', '-') AND SUBSTR("published", 8, 1) IN ('', '-') AND SUBSTR("published", 6, 2) <= '12' AND SUBSTR("published", 6, 2) <> '00' AND SUBSTR("published", 9, 2) <= '31' AND SUBSTR("published", 9, 2) <> '00'), "status" varchar(20) NOT NULL CHECK ("status" IN ('waiting', 'accepted', 'declined')), "suggested_at" datetime NOT NULL, "suggested_by_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "decided_at" datetime NULL, "decided_by_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "citing_link_once_a_statement" UNIQUE ("statement_id", "url_hash"), CONSTRAINT "citing_link_has_address_and_title" CHECK ((NOT ("url_hash" = '') AND NOT ("title" = ''))), CONSTRAINT "citing_link_is_of_the_web" CHECK (("url" LIKE 'http://%' ESCAPE '\' OR "url" LIKE 'https://%' ESCAPE '\')), CONSTRAINT "citing_link_decided_by_somebody" CHECK ((("decided_at" IS NULL AND "decided_by_id" IS NULL AND "status" = 'waiting') OR ("decided_at" IS NOT NULL AND "decided_by_id" IS NOT NULL AND "status" = 'declined') OR ("decided_at" IS NOT NULL AND "status" = 'accepted'))));
CREATE TABLE "archive_concept" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "terms" text NOT NULL, CONSTRAINT "concept_has_two_terms" CHECK ("terms" LIKE '%
%' ESCAPE '\'), CONSTRAINT "concept_once" UNIQUE ("terms"));
INSERT INTO "archive_concept" VALUES(1,'school resource officer
SRO
school police officer
police in schools
oficial de recursos escolares
policía escolar');
INSERT INTO "archive_concept" VALUES(2,'superintendent
head of schools
superintendente');
INSERT INTO "archive_concept" VALUES(3,'Department of Public Instruction
DPI
departamento de instrucción pública');
INSERT INTO "archive_concept" VALUES(4,'individualized education program
IEP
special education plan
plan educativo individualizado');
INSERT INTO "archive_concept" VALUES(5,'special education
special needs
students with disabilities
educación especial');
INSERT INTO "archive_concept" VALUES(6,'English language learner
ELL
English learner
ESL
aprendiz de inglés
estudiante de inglés');
INSERT INTO "archive_concept" VALUES(7,'teacher
educator
maestro
maestra
docente
profesor');
INSERT INTO "archive_concept" VALUES(8,'student
pupil
schoolchild
alumno
alumna
estudiante');
INSERT INTO "archive_concept" VALUES(9,'kid
child
youth
niño
niña');
INSERT INTO "archive_concept" VALUES(10,'parent
guardian
padre
madre
tutor legal');
INSERT INTO "archive_concept" VALUES(11,'principal
head teacher
director de escuela
directora de escuela');
INSERT INTO "archive_concept" VALUES(12,'class size
students per class
students per teacher
student teacher ratio
tamaño de la clase
alumnos por clase');
INSERT INTO "archive_concept" VALUES(13,'curriculum
course of study
plan de estudios');
INSERT INTO "archive_concept" VALUES(14,'cell phone
mobile phone
smartphone
cellphone
teléfono celular
móvil');
INSERT INTO "archive_concept" VALUES(15,'school bus
yellow bus
bus service
autobús escolar');
INSERT INTO "archive_concept" VALUES(16,'school lunch
school meals
cafeteria food
almuerzo escolar
comedor escolar');
INSERT INTO "archive_concept" VALUES(17,'school closing
close schools
school closure
cierre de escuelas');
INSERT INTO "archive_concept" VALUES(18,'attendance zone
school boundary
redistricting
zona escolar');
INSERT INTO "archive_concept" VALUES(19,'charter school
escuela chárter');
INSERT INTO "archive_concept" VALUES(20,'standardized test
state test
test scores
examen estatal
prueba estandarizada');
INSERT INTO "archive_concept" VALUES(21,'graduation rate
dropout rate
dropouts
tasa de graduación
deserción escolar');
INSERT INTO "archive_concept" VALUES(22,'absenteeism
truancy
skipping school
absentismo
ausentismo escolar');
INSERT INTO "archive_concept" VALUES(23,'preschool
early childhood
pre-K
head start
preescolar');
INSERT INTO "archive_concept" VALUES(24,'after-school program
extended day
programa extraescolar');
INSERT INTO "archive_concept" VALUES(25,'suspension
expulsion
school discipline
suspensión
expulsión');
INSERT INTO "archive_concept" VALUES(26,'bullying
harassment
acoso escolar');
INSERT INTO "archive_concept" VALUES(27,'book ban
banned books
removing books
libros prohibidos');
INSERT INTO "archive_concept" VALUES(28,'school board
board of education
junta escolar
consejo escolar');
INSERT INTO "archive_concept" VALUES(29,'budget
spending plan
presupuesto');
INSERT INTO "archive_concept" VALUES(30,'deficit
shortfall
budget gap
in the red
déficit');
INSERT INTO "archive_concept" VALUES(31,'tax
levy
impuesto');
INSERT INTO "archive_concept" VALUES(32,'property tax
real estate tax
impuesto a la propiedad
impuesto predial');
INSERT INTO "archive_concept" VALUES(33,'millage
mill levy
tax rate
tasa de impuesto');
INSERT INTO "archive_concept" VALUES(34,'sales tax
impuesto sobre las ventas');
INSERT INTO "archive_concept" VALUES(35,'bond
bond issue
bond measure
emisión de bonos');
INSERT INTO "archive_concept" VALUES(36,'reserve fund
rainy day fund
fund balance
fondo de reserva');
INSERT INTO "archive_concept" VALUES(37,'salary
wage
compensation
salario
sueldo');
INSERT INTO "archive_concept" VALUES(38,'pay raise
pay increase
wage increase
aumento salarial
aumento de sueldo');
INSERT INTO "archive_concept" VALUES(39,'layoff
laid off
job cuts
reduction in force
staff reductions
despido');
INSERT INTO "archive_concept" VALUES(40,'hiring freeze
vacant positions
unfilled positions
congelación de contrataciones');
INSERT INTO "archive_concept" VALUES(41,'pension
retirement plan
retirement benefits
pensión
jubilación');
INSERT INTO "archive_concept" VALUES(42,'union
collective bargaining
bargaining unit
sindicato
negociación colectiva');
INSERT INTO "archive_concept" VALUES(43,'labor strike
walkout
work stoppage
huelga');
INSERT INTO "archive_concept" VALUES(44,'overtime
extra hours
horas extra');
INSERT INTO "archive_concept" VALUES(45,'contractor
vendor
contratista
proveedor');
INSERT INTO "archive_concept" VALUES(46,'bid
request for proposals
RFP
procurement
licitación');
INSERT INTO "archive_concept" VALUES(47,'grant
subsidy
subvención');
INSERT INTO "archive_concept" VALUES(48,'cost overrun
over budget
overruns
sobrecosto');
INSERT INTO "archive_concept" VALUES(49,'audit
financial review
auditoría');
INSERT INTO "archive_concept" VALUES(50,'police
law enforcement
cops
policía');
INSERT INTO "archive_concept" VALUES(51,'police reform
police accountability
reforma policial');
INSERT INTO "archive_concept" VALUES(52,'defund the police
cut the police budget
reallocate police funding
quitar fondos a la policía');
INSERT INTO "archive_concept" VALUES(53,'crime
criminal activity
delincuencia
crimen');
INSERT INTO "archive_concept" VALUES(54,'gun violence
shootings
gunfire
violencia armada');
INSERT INTO "archive_concept" VALUES(55,'fire department
firefighters
fire station
fire hall
bomberos');
INSERT INTO "archive_concept" VALUES(56,'ambulance
emergency medical services
EMS
paramedic
ambulancia');
INSERT INTO "archive_concept" VALUES(57,'mental health crisis
behavioral health crisis
psychiatric emergency
crisis de salud mental');
INSERT INTO "archive_concept" VALUES(58,'homeless
unhoused
unsheltered
living on the street
sin hogar');
INSERT INTO "archive_concept" VALUES(59,'homeless camp
encampment
tent city
campamento');
INSERT INTO "archive_concept" VALUES(60,'shelter
warming center
warming shelter
refugio
albergue');
INSERT INTO "archive_concept" VALUES(61,'affordable housing
low-income housing
cheap apartments
vivienda asequible');
INSERT INTO "archive_concept" VALUES(62,'rent
lease payments
alquiler
renta');
INSERT INTO "archive_concept" VALUES(63,'renter
tenant
inquilino');
INSERT INTO "archive_concept" VALUES(64,'landlord
property owner
casero
propietario');
INSERT INTO "archive_concept" VALUES(65,'eviction
evict
thrown out of their homes
desalojo');
INSERT INTO "archive_concept" VALUES(66,'mortgage
home loan
hipoteca');
INSERT INTO "archive_concept" VALUES(67,'foreclosure
lose their home
repossession
ejecución hipotecaria');
INSERT INTO "archive_concept" VALUES(68,'zoning
land use
rezoning
zonificación
uso del suelo');
INSERT INTO "archive_concept" VALUES(69,'building permit
construction permit
permiso de construcción');
INSERT INTO "archive_concept" VALUES(70,'code enforcement
housing inspection
building violations
red tag
inspección de vivienda');
INSERT INTO "archive_concept" VALUES(71,'developer
builder
promotor inmobiliario
constructora');
INSERT INTO "archive_concept" VALUES(72,'short-term rental
Airbnb
vacation rental
alquiler a corto plazo');
INSERT INTO "archive_concept" VALUES(73,'public transit
mass transit
public transportation
transporte público');
INSERT INTO "archive_concept" VALUES(74,'bike lane
cycle track
bikeway
bicycle lane
ciclovía
carril bici');
INSERT INTO "archive_concept" VALUES(75,'crosswalk
pedestrian crossing
cruce peatonal
paso de peatones');
INSERT INTO "archive_concept" VALUES(76,'speeding
traffic calming
speed bumps
exceso de velocidad');
INSERT INTO "archive_concept" VALUES(77,'traffic jam
congestion
gridlock
tráfico
congestión');
INSERT INTO "archive_concept" VALUES(78,'pothole
road repair
street resurfacing
bache');
INSERT INTO "archive_concept" VALUES(79,'sidewalk
footpath
acera
banqueta');
INSERT INTO "archive_concept" VALUES(80,'parking meter
pay station
parking kiosk
parquímetro');
INSERT INTO "archive_concept" VALUES(81,'snow removal
snow plowing
snow clearing
remoción de nieve');
INSERT INTO "archive_concept" VALUES(82,'trash
garbage
solid waste
refuse
basura');
INSERT INTO "archive_concept" VALUES(83,'recycling
recyclables
reciclaje');
INSERT INTO "archive_concept" VALUES(84,'water bill
water rates
factura del agua');
INSERT INTO "archive_concept" VALUES(85,'sewer
wastewater
sewage
alcantarillado
aguas residuales');
INSERT INTO "archive_concept" VALUES(86,'stormwater
runoff
flooding
drainage
aguas pluviales
inundación');
INSERT INTO "archive_concept" VALUES(87,'lead pipe
lead service line
tubería de plomo');
INSERT INTO "archive_concept" VALUES(88,'power outage
blackout
apagón');
INSERT INTO "archive_concept" VALUES(89,'electricity
power bill
electric rates
electricidad');
INSERT INTO "archive_concept" VALUES(90,'climate change
global warming
cambio climático');
INSERT INTO "archive_concept" VALUES(91,'clean energy
renewable energy
solar power
energía renovable');
INSERT INTO "archive_concept" VALUES(92,'park
playground
green space
parque');
INSERT INTO "archive_concept" VALUES(93,'library
biblioteca');
INSERT INTO "archive_concept" VALUES(94,'senior citizen
older adult
elderly
adulto mayor
anciano');
INSERT INTO "archive_concept" VALUES(95,'child care
day care
daycare
cuidado infantil
guardería');
INSERT INTO "archive_concept" VALUES(96,'marijuana
cannabis
pot shop
marihuana');
INSERT INTO "archive_concept" VALUES(97,'immigrant
migrant
undocumented
inmigrante');
INSERT INTO "archive_concept" VALUES(98,'immigration enforcement
deportation
deportación');
INSERT INTO "archive_concept" VALUES(99,'vaccine
immunization
vacuna');
INSERT INTO "archive_concept" VALUES(100,'pandemic
COVID
coronavirus
pandemia');
INSERT INTO "archive_concept" VALUES(101,'unemployment
joblessness
out of work
jobless
desempleo
paro');
INSERT INTO "archive_concept" VALUES(102,'inflation
rising prices
cost of living
price increases
inflación
costo de la vida');
INSERT INTO "archive_concept" VALUES(103,'recession
downturn
economic slump
recesión');
INSERT INTO "archive_concept" VALUES(104,'interest rate
borrowing costs
tasa de interés
tipo de interés');
INSERT INTO "archive_concept" VALUES(105,'stimulus
quantitative easing
asset purchases
bond buying
estímulo');
INSERT INTO "archive_concept" VALUES(106,'election
ballot
elección
votación');
INSERT INTO "archive_concept" VALUES(107,'conflict of interest
recusal
conflicto de intereses');
INSERT INTO "archive_concept" VALUES(108,'open meetings law
sunshine act
transparency
ley de reuniones abiertas');
INSERT INTO "archive_concept" VALUES(109,'public records request
freedom of information
FOIA
solicitud de registros públicos');
INSERT INTO "archive_concept" VALUES(110,'public comment
citizen comment
comentario público');
INSERT INTO "archive_concept" VALUES(111,'closed session
executive session
behind closed doors
sesión cerrada');
INSERT INTO "archive_concept" VALUES(112,'minutes
meeting record
actas');
INSERT INTO "archive_concept" VALUES(113,'quit
quitting
resign
resignation
leave the job
attrition
turnover
renuncia
rotación de personal');
INSERT INTO "archive_concept" VALUES(114,'understaffed
short staffed
short-handed
staffing shortage
vacancies
unfilled positions
falta de personal');
INSERT INTO "archive_concept" VALUES(115,'lay off
laid off
laying off
laid … off
lay … off
layoff
job cuts
furlough
despido');
INSERT INTO "archive_concept" VALUES(116,'hire
hiring
hired
recruit
recruitment
contratar
contratación');
INSERT INTO "archive_concept" VALUES(117,'pay raise
salary raise
pay increase
wage increase
aumento de sueldo');
INSERT INTO "archive_concept" VALUES(118,'slow down
slow … down
traffic calming
speed bump
speed hump
reduce speed
speed limit
reductor de velocidad');
INSERT INTO "archive_concept" VALUES(119,'speeding
drive too fast
driving fast
reckless driving
drag racing
exceso de velocidad');
INSERT INTO "archive_concept" VALUES(120,'sideshow
street takeover
street racing
donuts
carreras callejeras');
INSERT INTO "archive_concept" VALUES(121,'pesticide
weed killer
herbicide
insecticide
glyphosate
plaguicida
herbicida');
INSERT INTO "archive_concept" VALUES(122,'sweep
encampment sweep
clear the camp
encampment removal
evict the camp
tents
encampment
campamento');
INSERT INTO "archive_concept" VALUES(123,'living in cars
living in vehicles
sleeping in their cars
live in RVs
vehicle dwellers
RV parking
vivir en el coche');
INSERT INTO "archive_concept" VALUES(124,'mail
postal service
post office
Canada Post
mail delivery
letter carrier
correo');
INSERT INTO "archive_concept" VALUES(125,'mailbox
mail box
community mailbox
buzón');
INSERT INTO "archive_concept" VALUES(126,'class size
class sizes
overcrowded classrooms
students per class
tamaño de la clase');
INSERT INTO "archive_concept" VALUES(127,'shooting
gun violence
gunfire
shots fired
shootings
tiroteo
violencia armada');
INSERT INTO "archive_concept" VALUES(128,'gun
firearm
weapon
arma de fuego');
INSERT INTO "archive_concept" VALUES(129,'tear down
tear … down
demolish
demolition
knock … down
demolición');
INSERT INTO "archive_concept" VALUES(130,'cut down
cut … down
tree removal
remove trees
chop … down
fell trees
tala de árboles');
INSERT INTO "archive_concept" VALUES(131,'dog park
off-leash
off leash area
parque para perros');
INSERT INTO "archive_concept" VALUES(132,'leash law
stray dog
loose dogs
animal control
control animal');
INSERT INTO "archive_concept" VALUES(133,'bus fare
transit fare
fare increase
tarifa de autobús');
INSERT INTO "archive_concept" VALUES(134,'bus route
bus line
transit route
ruta de autobús');
INSERT INTO "archive_concept" VALUES(135,'snowplow
snow plow
plow
plowing
snow removal
snow clearing
quitanieves');
INSERT INTO "archive_concept" VALUES(136,'swimming pool
aquatic center
natatorium
piscina
alberca');
INSERT INTO "archive_concept" VALUES(137,'library branch
library hours
branch library
biblioteca');
INSERT INTO "archive_concept" VALUES(138,'playing field
ball field
athletic field
sports field
cancha');
INSERT INTO "archive_concept" VALUES(139,'hungry
hunger
food insecurity
food bank
food pantry
free meals
hambre
banco de alimentos');
INSERT INTO "archive_concept" VALUES(140,'free lunch
free meals
meal program
school meals
comida gratis');
INSERT INTO "archive_concept" VALUES(141,'raw sewage
sewage spill
sewer overflow
combined sewer
sewer backup
derrame de aguas residuales');
INSERT INTO "archive_concept" VALUES(142,'basement flooding
flooded basement
sewer backup
sótano inundado');
INSERT INTO "archive_concept" VALUES(143,'drinking water
tap water
water quality
agua potable');
INSERT INTO "archive_concept" VALUES(144,'hazard pay
hero pay
premium pay
essential workers
pago por riesgo');
INSERT INTO "archive_concept" VALUES(145,'big business
large corporations
big companies
corporations
grandes empresas');
INSERT INTO "archive_concept" VALUES(146,'tax break
tax abatement
tax exemption
tax incentive
tax increment financing
TIF
exención de impuestos');
INSERT INTO "archive_concept" VALUES(147,'property value
assessment
assessed value
appraisal
avalúo');
INSERT INTO "archive_concept" VALUES(148,'rent control
rent freeze
rent stabilization
rent increase
control de alquileres');
INSERT INTO "archive_concept" VALUES(149,'can''t afford
cannot afford
unaffordable
priced out
too expensive
demasiado caro
no poder pagar');
INSERT INTO "archive_concept" VALUES(150,'gentrification
displacement
pushed out
gentrificación
desplazamiento');
INSERT INTO "archive_concept" VALUES(151,'lose my home
lost their homes
losing their homes
foreclosure
eviction
perder la casa');
INSERT INTO "archive_concept" VALUES(152,'abortion
reproductive rights
reproductive health
pro-choice
pro-life
aborto');
INSERT INTO "archive_concept" VALUES(153,'gay
LGBTQ
LGBT
same-sex
transgender
pride flag
orgullo');
INSERT INTO "archive_concept" VALUES(154,'racism
racial discrimination
racial equity
structural racism
racismo');
INSERT INTO "archive_concept" VALUES(155,'hate crime
bias incident
antisemitism
crimen de odio');
INSERT INTO "archive_concept" VALUES(156,'police brutality
excessive force
use of force
police misconduct
brutalidad policial');
INSERT INTO "archive_concept" VALUES(157,'body camera
bodycam
body-worn camera
cámara corporal');
INSERT INTO "archive_concept" VALUES(158,'license plate reader
ALPR
surveillance camera
Flock camera
lector de matrículas');
INSERT INTO "archive_concept" VALUES(159,'police chief
chief of police
jefe de policía');
INSERT INTO "archive_concept" VALUES(160,'jail
prison
incarceration
detention center
correctional facility
cárcel
prisión');
INSERT INTO "archive_concept" VALUES(161,'formerly incarcerated
returning citizens
ex-offender
coming home from prison
exconvicto');
INSERT INTO "archive_concept" VALUES(162,'drug overdose
opioid
fentanyl
naloxone
Narcan
sobredosis');
INSERT INTO "archive_concept" VALUES(163,'drunk driving
DUI
impaired driving
conducir ebrio');
INSERT INTO "archive_concept" VALUES(164,'fireworks
pyrotechnics
fuegos artificiales');
INSERT INTO "archive_concept" VALUES(165,'noise
loud music
noise ordinance
noise complaint
loud
ruido');
INSERT INTO "archive_concept" VALUES(166,'smell
odor
stench
olor');
INSERT INTO "archive_concept" VALUES(167,'rats
rodent
vermin
ratas');
INSERT INTO "archive_concept" VALUES(168,'graffiti
vandalism
grafiti');
INSERT INTO "archive_concept" VALUES(169,'illegal dumping
litter
fly-tipping
basura ilegal');
INSERT INTO "archive_concept" VALUES(170,'abandoned house
vacant house
blight
vacant property
casa abandonada');
INSERT INTO "archive_concept" VALUES(171,'ADU
accessory dwelling unit
granny flat
in-law unit
backyard cottage
unidad de vivienda accesoria');
INSERT INTO "archive_concept" VALUES(172,'apartment
multifamily
condo
townhouse
apartamento
departamento');
INSERT INTO "archive_concept" VALUES(173,'duplex
missing middle
single-family zoning
upzoning
dúplex');
INSERT INTO "archive_concept" VALUES(174,'parking ticket
parking fine
parking violation
multa de estacionamiento');
INSERT INTO "archive_concept" VALUES(175,'parking garage
parking structure
parking deck
parkade
estacionamiento');
INSERT INTO "archive_concept" VALUES(176,'roundabout
traffic circle
rotonda
glorieta');
INSERT INTO "archive_concept" VALUES(177,'stop sign
traffic signal
traffic light
semáforo');
INSERT INTO "archive_concept" VALUES(178,'road diet
lane reduction
lane removal
reducción de carriles');
INSERT INTO "archive_concept" VALUES(179,'hit by a car
pedestrian killed
traffic death
pedestrian safety
Vision Zero
atropello');
INSERT INTO "archive_concept" VALUES(180,'scooter
e-scooter
e-bike
electric bike
patineta eléctrica');
INSERT INTO "archive_concept" VALUES(181,'train
railway
commuter rail
light rail
LRT
tren');
INSERT INTO "archive_concept" VALUES(182,'airport
airfield
runway
aeropuerto');
INSERT INTO "archive_concept" VALUES(183,'solar panels
solar
rooftop solar
photovoltaic
paneles solares');
INSERT INTO "archive_concept" VALUES(184,'natural gas
gas stove
electrification
gas hookup
net zero
gas natural');
INSERT INTO "archive_concept" VALUES(185,'electric car
electric vehicle
EV
charging station
coche eléctrico');
INSERT INTO "archive_concept" VALUES(186,'greenhouse gas
carbon emissions
carbon footprint
emissions
gases de efecto invernadero');
INSERT INTO "archive_concept" VALUES(187,'internet
broadband
fiber
Wi-Fi
internet de banda ancha');
INSERT INTO "archive_concept" VALUES(188,'data center
server farm
centro de datos');
INSERT INTO "archive_concept" VALUES(189,'cell tower
5G
wireless antenna
torre celular');
INSERT INTO "archive_concept" VALUES(190,'computer hack
cyberattack
ransomware
data breach
hacked
ciberataque');
INSERT INTO "archive_concept" VALUES(191,'ranked choice voting
instant runoff
RCV
voto por orden de preferencia');
INSERT INTO "archive_concept" VALUES(192,'voting age
youth vote
16-year-olds
votar a los 16 años');
INSERT INTO "archive_concept" VALUES(193,'term limit
limit terms
límite de mandato');
INSERT INTO "archive_concept" VALUES(194,'recall election
recall petition
revocatoria');
INSERT INTO "archive_concept" VALUES(195,'lobbyist
lobbying
cabildeo');
INSERT INTO "archive_concept" VALUES(196,'bribe
bribery
corruption
kickback
soborno
corrupción');
INSERT INTO "archive_concept" VALUES(197,'lawsuit
sue
litigation
settlement
demanda');
INSERT INTO "archive_concept" VALUES(198,'apologize
apology
disculpa');
INSERT INTO "archive_concept" VALUES(199,'moment of silence
condolences
minuto de silencio');
INSERT INTO "archive_concept" VALUES(200,'retire
retirement
retiree
jubilarse');
INSERT INTO "archive_concept" VALUES(201,'sick leave
paid leave
family leave
licencia por enfermedad');
INSERT INTO "archive_concept" VALUES(202,'minimum wage
living wage
salario mínimo');
INSERT INTO "archive_concept" VALUES(203,'can''t find workers
labor shortage
worker shortage
hard to hire
difficulty finding workers
finding qualified workers
escasez de mano de obra');
INSERT INTO "archive_concept" VALUES(204,'outsourcing
offshoring
jobs overseas
move jobs
jobs moved
subcontratación');
INSERT INTO "archive_concept" VALUES(205,'factory
manufacturing
fábrica');
INSERT INTO "archive_concept" VALUES(206,'gas prices
gasoline prices
fuel prices
price of gas
precio de la gasolina');
INSERT INTO "archive_concept" VALUES(207,'stock market
equity market
share prices
stock prices
bolsa de valores');
INSERT INTO "archive_concept" VALUES(208,'bubble
irrational exuberance
overvalued
speculation
burbuja');
INSERT INTO "archive_concept" VALUES(209,'bank failure
failed bank
bank run
quiebra bancaria');
INSERT INTO "archive_concept" VALUES(210,'deposit insurance
FDIC
insured deposits
seguro de depósitos');
INSERT INTO "archive_concept" VALUES(211,'credit card debt
household debt
consumer debt
deuda de tarjetas');
INSERT INTO "archive_concept" VALUES(212,'student loan
college debt
tuition debt
préstamo estudiantil');
INSERT INTO "archive_concept" VALUES(213,'social security
old-age pension
seguro social');
INSERT INTO "archive_concept" VALUES(214,'health care
healthcare
medical care
health insurance
atención médica');
INSERT INTO "archive_concept" VALUES(215,'veteran
ex-servicemember
former soldier
veterano');
INSERT INTO "archive_concept" VALUES(216,'troops
soldiers
armed forces
servicemembers
tropas');
INSERT INTO "archive_concept" VALUES(217,'illegal immigrant
illegal alien
undocumented immigrant
unauthorized immigrant
inmigrante indocumentado');
INSERT INTO "archive_concept" VALUES(218,'terrorist attack
9/11
September 11
terrorism
atentado terrorista');
INSERT INTO "archive_concept" VALUES(219,'reading scores
literacy
test scores
reading level
lectoescritura');
INSERT INTO "archive_concept" VALUES(220,'gifted program
advanced placement
accelerated
honors classes
programa para superdotados');
INSERT INTO "archive_concept" VALUES(221,'enrollment decline
declining enrollment
fewer students
losing students
student count
inscripción');
INSERT INTO "archive_concept" VALUES(222,'substitute teacher
sub shortage
maestro suplente');
INSERT INTO "archive_concept" VALUES(223,'school nurse
health aide
enfermera escolar');
INSERT INTO "archive_concept" VALUES(224,'school safety
lockdown
active shooter
metal detector
seguridad escolar');
INSERT INTO "archive_concept" VALUES(225,'vaping
e-cigarette
tobacco
vapeo');
INSERT INTO "archive_concept" VALUES(226,'field trip
excursion
excursión');
INSERT INTO "archive_concept" VALUES(227,'artificial turf
synthetic turf
turf field
césped artificial');
INSERT INTO "archive_concept" VALUES(228,'trail
footpath
greenway
multi-use path
shared use path
sendero');
INSERT INTO "archive_concept" VALUES(229,'beach
shoreline
waterfront
playa');
INSERT INTO "archive_concept" VALUES(230,'cemetery
burial
graveyard
cementerio');
INSERT INTO "archive_concept" VALUES(231,'farmers market
street market
vendor
mercado');
INSERT INTO "archive_concept" VALUES(232,'street vendor
food truck
food cart
vendedor ambulante');
INSERT INTO "archive_concept" VALUES(233,'casino
gambling
betting
casino');
INSERT INTO "archive_concept" VALUES(234,'liquor license
alcohol permit
licencia de licor');
INSERT INTO "archive_concept" VALUES(235,'picked on
pick on
picks on
bully
bullied
bullying
acoso escolar
molestar');
INSERT INTO "archive_concept" VALUES(236,'underpaid
low pay
low wages
poorly paid
mal pagado
bajo salario');
INSERT INTO "archive_concept" VALUES(237,'teacher retention
teacher turnover
teachers leaving
retain teachers
losing teachers
retención de maestros');
INSERT INTO "archive_concept" VALUES(238,'frozen pipe
pipes freezing
burst pipe
pipes bursting
water main break
main break
broken water main
rotura de tubería');
INSERT INTO "archive_concept" VALUES(239,'empty storefront
vacant storefront
storefront
boarded up
vacant retail
vacant commercial
locales vacíos');
INSERT INTO "archive_concept" VALUES(240,'retired people
retirees
pensioners
jubilados
on a fixed income');
INSERT INTO "archive_concept" VALUES(241,'paratransit
Handi-Transit
dial-a-ride
senior transportation
transporte para adultos mayores');
INSERT INTO "archive_concept" VALUES(242,'response time
slow to respond
911 response
tiempo de respuesta');
INSERT INTO "archive_concept" VALUES(243,'floodplain
flood plain
floodway
flood zone
flood protection
zona inundable');
INSERT INTO "archive_concept" VALUES(244,'crossing guard
school crossing
safe routes to school
walk to school
walking to school
guardia de cruce');
INSERT INTO "archive_concept" VALUES(245,'dangerous intersection
unsafe intersection
blind corner
cruce peligroso');
INSERT INTO "archive_concept" VALUES(246,'secrecy
secret meeting
in camera
hide … from the public
hiding … from the public
secreto');
INSERT INTO "archive_concept" VALUES(247,'pet store
pet shop
puppy mill
puppies
tienda de mascotas');
INSERT INTO "archive_concept" VALUES(248,'heating bill
heating cost
heating oil
home heating
fuel assistance
LIHEAP
calefacción');
INSERT INTO "archive_concept" VALUES(249,'utility bill
energy bill
gas bill
light bill
electric bill
factura de servicios');
INSERT INTO "archive_concept" VALUES(250,'shutoff
shut-off
shut … off
disconnection
disconnected
corte de servicio');
INSERT INTO "archive_concept" VALUES(251,'fall behind
fell behind
fallen behind
learning loss
lost learning
learning gap
pérdida de aprendizaje');
INSERT INTO "archive_concept" VALUES(252,'remote learning
distance learning
online learning
virtual learning
hybrid learning
aprendizaje a distancia');
INSERT INTO "archive_concept" VALUES(253,'racist
bigot
bigotry
racial slur
racial bias
prejudice
racista');
INSERT INTO "archive_concept" VALUES(254,'racial profiling
pretext stop
traffic stop
perfil racial');
INSERT INTO "archive_concept" VALUES(255,'mistreat
mistreated
mistreatment
ill-treated
rough treatment
maltratar
maltrato');
INSERT INTO "archive_concept" VALUES(256,'repair the roads
fix the roads
fix … roads
road repair
street repair
road conditions
arreglar las calles
reparar las calles
pavimentar');
INSERT INTO "archive_concept" VALUES(257,'public notice
short notice
advance notice
aviso público');
INSERT INTO "archive_concept" VALUES(258,'garbage bin
garbage cart
trash can
trash bin
autobin
bote de basura');
INSERT INTO "archive_concept" VALUES(259,'garbage collection
trash collection
garbage pickup
trash pickup
trash … picked up
garbage … picked up
missed collection
recolección de basura');
INSERT INTO "archive_concept" VALUES(260,'dump
landfill
garbage dump
transfer station
vertedero
relleno sanitario');
INSERT INTO "archive_concept" VALUES(261,'sobering center
detox
drunk tank
detoxification
centro de desintoxicación');
INSERT INTO "archive_concept" VALUES(262,'drunk
intoxicated
inebriated
publicly intoxicated
borracho');
INSERT INTO "archive_concept" VALUES(263,'home buyer
homebuyer
first-time buyer
house buyers
comprador de vivienda');
INSERT INTO "archive_concept" VALUES(264,'mortgage rate
home loan rate
tasa hipotecaria');
INSERT INTO "archive_concept" VALUES(265,'deflation
falling prices
deflación');
INSERT INTO "archive_concept" VALUES(266,'Y2K
year 2000
century date change
millennium bug
año 2000');
INSERT INTO "archive_concept" VALUES(267,'car plant
auto plant
assembly plant
car factory
automaker
auto production
auto industry
planta automotriz');
INSERT INTO "archive_concept" VALUES(268,'wage growth
stagnant wages
wage stagnation
flat wages
getting raises
wage increases
crecimiento salarial');
INSERT INTO "archive_concept" VALUES(269,'medicine
prescription drug
medication
drug prices
drug costs
pharmaceuticals
medicamento');
INSERT INTO "archive_concept" VALUES(270,'supreme court justice
supreme court nominee
court vacancy
judicial nominee
juez de la corte suprema');
INSERT INTO "archive_concept" VALUES(271,'drought
dry spell
lack of rain
dry conditions
sequía');
INSERT INTO "archive_concept" VALUES(272,'farmer
grower
rancher
agricultural producer
agricultor
granjero');
INSERT INTO "archive_concept" VALUES(273,'crop prices
grain prices
corn prices
commodity prices
farm prices
precio de los cultivos');
INSERT INTO "archive_concept" VALUES(274,'leave the euro
leaving the euro
exit from the euro
euro breakup
Grexit
Greek exit
salida del euro');
INSERT INTO "archive_concept" VALUES(275,'small business loan
small business lending
small business credit
loans to small businesses
business loans
préstamo para pequeñas empresas');
INSERT INTO "archive_concept" VALUES(276,'trade deficit
trade gap
trade imbalance
current account deficit
trade balance
net exports
déficit comercial');
INSERT INTO "archive_concept" VALUES(277,'tariff
import duty
import duties
protectionism
trade barriers
arancel');
INSERT INTO "archive_concept" VALUES(278,'no-bid contract
sole source
single source
no bids
without bidding
bidding process
contrato sin licitación');
INSERT INTO "archive_concept" VALUES(279,'torture
detainee abuse
abuse of prisoners
mistreatment of detainees
Abu Ghraib
tortura');
INSERT INTO "archive_concept" VALUES(280,'statue
monument
estatua
monumento');
INSERT INTO "archive_concept" VALUES(281,'rename
renaming
change the name
name change
cambiar el nombre');
INSERT INTO "archive_concept" VALUES(282,'money supply
monetary aggregates
money growth
money stock
oferta monetaria');
INSERT INTO "archive_concept" VALUES(283,'raise rates
rate hike
raising rates
rising rates
rate increase
tightening
higher interest rates
subir las tasas');
INSERT INTO "archive_concept" VALUES(284,'cut rates
rate cut
lower rates
lowering rates
rate reduction
easing
bajar las tasas');
INSERT INTO "archive_concept" VALUES(285,'job losses
lost jobs
losing jobs
jobs lost
layoffs
pérdida de empleos');
INSERT INTO "archive_concept" VALUES(286,'bailout
bail … out
rescue package
rescue plan
rescate');
INSERT INTO "archive_concept" VALUES(287,'savings and loan
thrift
thrift institution
S&L
cajas de ahorro');
INSERT INTO "archive_concept" VALUES(288,'oil shock
oil embargo
OPEC
oil price increase
higher oil prices
choque petrolero');
INSERT INTO "archive_concept" VALUES(289,'crude
crude oil
petroleum
oil prices
petróleo');
INSERT INTO "archive_concept" VALUES(290,'debt ceiling
debt limit
techo de deuda');
INSERT INTO "archive_concept" VALUES(291,'government shutdown
continuing resolution
shut down the government
cierre del gobierno');
INSERT INTO "archive_concept" VALUES(292,'market crash
stock market crash
stock market decline
plunge in stock prices
selloff
desplome bursátil');
INSERT INTO "archive_concept" VALUES(293,'weak dollar
dollar depreciation
falling dollar
decline in the dollar
dollar''s decline
depreciación del dólar');
INSERT INTO "archive_concept" VALUES(294,'home prices
house prices
housing prices
real estate prices
precio de la vivienda');
INSERT INTO "archive_concept" VALUES(295,'consumer spending
household spending
retail sales
shoppers
gasto de los consumidores');
INSERT INTO "archive_concept" VALUES(296,'capital spending
business investment
plant and equipment
business fixed investment
inversión empresarial');
INSERT INTO "archive_concept" VALUES(297,'estate tax
death tax
inheritance tax
impuesto de sucesiones');
INSERT INTO "archive_concept" VALUES(298,'tax cut
tax relief
lower taxes
cut taxes
rebaja de impuestos');
INSERT INTO "archive_concept" VALUES(299,'disabled
disability
handicapped
wheelchair
accessibility
ADA
discapacidad');
INSERT INTO "archive_concept" VALUES(300,'lawyer
attorney
legal counsel
law firm
legal fees
abogado');
INSERT INTO "archive_concept" VALUES(301,'consultant
consulting firm
outside firm
consulting
consultor');
INSERT INTO "archive_concept" VALUES(302,'traffic accident
car crash
collision
car accident
accidente de tráfico');
INSERT INTO "archive_concept" VALUES(303,'after school
afterschool
extracurricular
recreation programs
youth programs
después de la escuela');
INSERT INTO "archive_concept" VALUES(304,'poor
low-income
poverty
needy
impoverished
pobre
bajos ingresos');
INSERT INTO "archive_concept" VALUES(305,'rich
wealthy
affluent
millionaires
ricos');
INSERT INTO "archive_concept" VALUES(306,'old people
elderly
older adults
senior citizens
older residents
ancianos
personas mayores');
INSERT INTO "archive_concept" VALUES(307,'teenager
teen
adolescent
youth
young people
joven
adolescente');
INSERT INTO "archive_concept" VALUES(308,'tree canopy
urban forest
tree planting
shade trees
árboles');
INSERT INTO "archive_concept" VALUES(309,'chickens
hens
backyard chickens
gallinas');
INSERT INTO "archive_concept" VALUES(310,'mosquito
mosquito control
malathion
larvicide
mosquitos');
INSERT INTO "archive_concept" VALUES(311,'deer
deer cull
deer management
venado');
INSERT INTO "archive_concept" VALUES(312,'riverbank
river bank
bank stabilization
orilla del río');
INSERT INTO "archive_concept" VALUES(313,'community garden
urban agriculture
urban farm
huerto comunitario');
INSERT INTO "archive_concept" VALUES(314,'public restroom
public washroom
public toilet
baño público');
INSERT INTO "archive_concept" VALUES(315,'splash pad
wading pool
spray park
chapoteadero');
INSERT INTO "archive_concept" VALUES(316,'skating rink
ice rink
hockey rink
pista de hielo');
INSERT INTO "archive_concept" VALUES(317,'community center
community centre
recreation center
recreation centre
rec center
centro comunitario');
INSERT INTO "archive_concept" VALUES(318,'historic building
heritage building
historic preservation
historical designation
edificio histórico');
INSERT INTO "archive_concept" VALUES(319,'city manager
chief administrative officer
CAO
town administrator
administrador municipal');
INSERT INTO "archive_concept" VALUES(320,'council salary
council pay
pay for council members
pay for councillors
councillors'' salaries
sueldo de los concejales');
INSERT INTO "archive_concept" VALUES(321,'step down
stepping down
step … down
resign
resignation
dimitir');
INSERT INTO "archive_concept" VALUES(322,'fired
dismissed
sacked
despedido');
INSERT INTO "archive_concept" VALUES(323,'redistricting
gerrymandering
ward boundaries
district lines
district boundaries
redistribución de distritos');
INSERT INTO "archive_concept" VALUES(324,'vote by mail
absentee ballot
mail-in ballot
early voting
mail ballots
voto por correo');
INSERT INTO "archive_concept" VALUES(325,'campaign contribution
political donation
campaign finance
campaign donations
contribución de campaña');
INSERT INTO "archive_concept" VALUES(326,'gas tax
fuel tax
gasoline tax
impuesto a la gasolina');
INSERT INTO "archive_concept" VALUES(327,'hotel tax
lodging tax
accommodation tax
impuesto hotelero');
INSERT INTO "archive_concept" VALUES(328,'mold
mould
mildew
moho');
INSERT INTO "archive_concept" VALUES(329,'slumlord
bad landlord
negligent landlord
absentee landlord
casero negligente');
INSERT INTO "archive_concept" VALUES(330,'rent relief
rental assistance
help … rent
rent assistance
ayuda para el alquiler');
INSERT INTO "archive_concept" VALUES(331,'tiny homes
tiny house
pallet shelter
casas pequeñas');
INSERT INTO "archive_concept" VALUES(332,'panhandling
begging
panhandler
mendicidad');
INSERT INTO "archive_concept" VALUES(333,'curfew
toque de queda');
INSERT INTO "archive_concept" VALUES(334,'protest
demonstrators
protesters
protesta
manifestación');
INSERT INTO "archive_concept" VALUES(335,'tear gas
pepper spray
rubber bullets
blast balls
crowd control
gas lacrimógeno');
INSERT INTO "archive_concept" VALUES(336,'gang
gang violence
street gangs
pandilla');
INSERT INTO "archive_concept" VALUES(337,'domestic violence
domestic abuse
spousal abuse
intimate partner violence
violencia doméstica');
INSERT INTO "archive_concept" VALUES(338,'sexual assault
rape
sexual abuse
sexual violence
agresión sexual');
INSERT INTO "archive_concept" VALUES(339,'mental illness
mentally ill
mental health
psychiatric
enfermedad mental
salud mental');
INSERT INTO "archive_concept" VALUES(340,'nursing home
long-term care
care home
assisted living
asilo de ancianos');
INSERT INTO "archive_concept" VALUES(341,'mask mandate
face covering
face masks
mascarilla
cubrebocas');
INSERT INTO "archive_concept" VALUES(342,'dual language
bilingual education
language immersion
bilingüe');
INSERT INTO "archive_concept" VALUES(343,'interpreter
translation services
language access
intérprete');
INSERT INTO "archive_concept" VALUES(344,'start time
school start times
bell times
later start
hora de inicio');
INSERT INTO "archive_concept" VALUES(345,'dress code
school uniform
uniform policy
uniforme');
INSERT INTO "archive_concept" VALUES(346,'textbook
novel
reading list
course materials
libro de texto');
INSERT INTO "archive_concept" VALUES(347,'sex education
health curriculum
sexual education
educación sexual');
INSERT INTO "archive_concept" VALUES(348,'diversity
DEI
equity and inclusion
diversidad');
INSERT INTO "archive_concept" VALUES(349,'school closing
close schools
closing schools
school closure
cerrar escuelas
cierre de escuelas');
INSERT INTO "archive_concept" VALUES(350,'fewer students
enrollment decline
declining enrollment
falta de alumnos
menos alumnos
matrícula escolar');
INSERT INTO "archive_concept" VALUES(351,'new housing
housing development
build houses
building houses
build homes
more homes
construir viviendas');
INSERT INTO "archive_concept" VALUES(352,'housing shortage
not enough housing
lack of housing
housing supply
housing crisis
falta de vivienda');
INSERT INTO "archive_concept" VALUES(353,'cost of living
can''t make ends meet
living costs
everything costs more
costo de vida');
INSERT INTO "archive_concept" VALUES(354,'drive-through
drive-thru
autoservicio');
INSERT INTO "archive_concept" VALUES(355,'truck traffic
heavy trucks
semi trucks
truck route
tráfico de camiones');
INSERT INTO "archive_concept" VALUES(356,'train noise
train horn
quiet zone');
INSERT INTO "archive_concept" VALUES(357,'streetlight
street light
street lighting
dark streets
alumbrado público');
INSERT INTO "archive_concept" VALUES(358,'power line
utility pole
undergrounding
transmission line
cables eléctricos');
INSERT INTO "archive_concept" VALUES(359,'leaf blower
gas-powered
lawn equipment
sopladora de hojas');
INSERT INTO "archive_concept" VALUES(360,'plastic bag
single-use plastic
plastic ban
styrofoam
bolsas de plástico');
INSERT INTO "archive_concept" VALUES(361,'compost
composting
food waste
organics
composta');
INSERT INTO "archive_concept" VALUES(362,'air quality
air pollution
pollution
contaminación');
INSERT INTO "archive_concept" VALUES(363,'well water
groundwater
aquifer
private wells
agua subterránea');
INSERT INTO "archive_concept" VALUES(364,'PFAS
forever chemicals');
INSERT INTO "archive_concept" VALUES(365,'gravel pit
quarry
cantera');
INSERT INTO "archive_concept" VALUES(366,'warehouse
distribution center
logistics center
almacén');
INSERT INTO "archive_concept" VALUES(367,'stadium
ballpark
estadio');
INSERT INTO "archive_concept" VALUES(368,'wildfire
forest fire
incendio forestal');
INSERT INTO "archive_concept" VALUES(369,'hurricane
storm damage
Katrina
huracán');
INSERT INTO "archive_concept" VALUES(370,'Palestine
Palestinian
Gaza
Palestina');
INSERT INTO "archive_concept" VALUES(371,'small businesses … loans
small business … credit
small business loan
loans to small businesses
credit for small business');
INSERT INTO "archive_concept" VALUES(372,'not getting raises
no raises
stagnant wages
wage stagnation
subdued wage growth
wage growth');
INSERT INTO "archive_concept" VALUES(373,'laying people off
laying … off
laid … off
layoffs
idle plants');
INSERT INTO "archive_concept" VALUES(374,'tree
árbol
árboles');
INSERT INTO "archive_concept" VALUES(375,'parking
estacionamiento
aparcamiento');
INSERT INTO "archive_concept" VALUES(376,'traffic
tráfico
tránsito');
INSERT INTO "archive_concept" VALUES(377,'market
mercado');
INSERT INTO "archive_concept" VALUES(378,'enrollment
inscripción
matrícula');
INSERT INTO "archive_concept" VALUES(379,'secret
secreto');
INSERT INTO "archive_concept" VALUES(380,'heating
calefacción');
INSERT INTO "archive_concept" VALUES(381,'camp
campamento');
INSERT INTO "archive_concept" VALUES(382,'uniform
uniforme');
INSERT INTO "archive_concept" VALUES(383,'mask
mascarilla
cubrebocas');
INSERT INTO "archive_concept" VALUES(384,'bilingual
bilingüe');
INSERT INTO "archive_concept" VALUES(385,'strike
huelga');
INSERT INTO "archive_concept" VALUES(386,'retirement
jubilación');
INSERT INTO "archive_concept" VALUES(387,'owner
propietario');
INSERT INTO "archive_concept" VALUES(388,'overdose
sobredosis');
INSERT INTO "archive_concept" VALUES(389,'pool
piscina
alberca');
INSERT INTO "archive_concept" VALUES(390,'oil
petróleo');
INSERT INTO "archive_concept" VALUES(391,'pride
orgullo');
INSERT INTO "archive_concept" VALUES(392,'rescue
rescate');
CREATE TABLE "archive_correction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "statement_id" bigint NULL REFERENCES "archive_statement" ("number") DEFERRABLE INITIALLY DEFERRED, "meeting_id" bigint NULL REFERENCES "archive_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "board_id" bigint NULL REFERENCES "archive_board" ("id") DEFERRABLE INITIALLY DEFERRED, "speaker_id" bigint NULL REFERENCES "archive_speaker" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NULL REFERENCES "archive_source" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NULL REFERENCES "archive_topic" ("id") DEFERRABLE INITIALLY DEFERRED, "revision_id" bigint NULL UNIQUE REFERENCES "archive_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "tombstone_id" bigint NULL UNIQUE REFERENCES "archive_tombstone" ("id") DEFERRABLE INITIALLY DEFERRED, "kind" varchar(20) NOT NULL CHECK ("kind" IN ('transcription_error', 'attribution', 'clarification', 'redaction', 'withdrawal', 'reinstatement', 'record')), "own_reason" varchar(500) NOT NULL, "evidence" varchar(500) NOT NULL, "evidence_url" varchar(1000) NOT NULL, "speaker_before" varchar(300) NOT NULL, "speaker_after" varchar(300) NOT NULL, "attribution_before" varchar(300) NOT NULL, "attribution_after" varchar(300) NOT NULL, "changes" text NOT NULL CHECK ((JSON_VALID("changes") OR "changes" IS NULL)), "at" datetime NULL, CONSTRAINT "correction_of_one_record" CHECK ((("board_id" IS NULL AND "meeting_id" IS NULL AND "source_id" IS NULL AND "speaker_id" IS NULL AND "statement_id" IS NOT NULL AND "topic_id" IS NULL) OR ("board_id" IS NULL AND "meeting_id" IS NOT NULL AND "source_id" IS NULL AND "speaker_id" IS NULL AND "statement_id" IS NULL AND "topic_id" IS NULL) OR ("board_id" IS NOT NULL AND "meeting_id" IS NULL AND "source_id" IS NULL AND "speaker_id" IS NULL AND "statement_id" IS NULL AND "topic_id" IS NULL) OR ("board_id" IS NULL AND "meeting_id" IS NULL AND "source_id" IS NULL AND "speaker_id" IS NOT NULL AND "statement_id" IS NULL AND "topic_id" IS NULL) OR ("board_id" IS NULL AND "meeting_id" IS NULL AND "source_id" IS NOT NULL AND "speaker_id" IS NULL AND "statement_id" IS NULL AND "topic_id" IS NULL) OR ("board_id" IS NULL AND "meeting_id" IS NULL AND "source_id" IS NULL AND "speaker_id" IS NULL AND "statement_id" IS NULL AND "topic_id" IS NOT NULL))), CONSTRAINT "correction_of_words_has_statement" CHECK (("statement_id" IS NOT NULL OR ("kind" = 'record' AND "revision_id" IS NULL AND "tombstone_id" IS NULL))), CONSTRAINT "correction_says_why" CHECK (("revision_id" IS NOT NULL OR ("at" IS NOT NULL AND ("tombstone_id" IS NOT NULL OR NOT ("own_reason" = ''))))), CONSTRAINT "correction_that_removes_has_tombstone" CHECK ((("kind" IN ('withdrawal', 'redaction') AND "revision_id" IS NULL AND "tombstone_id" IS NOT NULL) OR (NOT ("kind" IN ('withdrawal', 'redaction')) AND "tombstone_id" IS NULL))));
INSERT INTO "archive_correction" VALUES(2,13,NULL,NULL,NULL,NULL,NULL,14,NULL,'transcription_error','','','','','','','','[]','2026-11-29 15:26:18.598037');
INSERT INTO "archive_correction" VALUES(3,20,NULL,NULL,NULL,NULL,NULL,NULL,1,'withdrawal','','','','','','','','[]','2026-11-29 15:26:18.794986');
CREATE TABLE "archive_correctiontotell" ("correction_id" bigint NOT NULL PRIMARY KEY REFERENCES "archive_correction" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "archive_correctiontotell" VALUES(2);
INSERT INTO "archive_correctiontotell" VALUES(3);
CREATE TABLE "archive_decision" ("statement_id" bigint NOT NULL PRIMARY KEY REFERENCES "archive_statement" ("number") DEFERRABLE INITIALLY DEFERRED, "kind" varchar(20) NOT NULL CHECK ("kind" IN ('motion', 'amendment', 'substitute', 'roll_call', 'consent_agenda', 'election')), "method" varchar(20) NOT NULL CHECK ("method" IN ('', 'voice', 'hands', 'roll_call', 'ballot', 'unanimous_consent')), "rule" varchar(300) NOT NULL, "result" varchar(20) NOT NULL CHECK ("result" IN ('', 'carried', 'failed', 'tied', 'tabled', 'withdrawn', 'referred', 'no_quorum')), "printed_result" varchar(300) NOT NULL, "mover_name" varchar(300) NOT NULL, "seconder_name" varchar(300) NOT NULL, "yes_count" integer unsigned NULL CHECK ("yes_count" >= 0), "no_count" integer unsigned NULL CHECK ("no_count" >= 0), "abstain_count" integer unsigned NULL CHECK ("abstain_count" >= 0), "recused_count" integer unsigned NULL CHECK ("recused_count" >= 0), "absent_count" integer unsigned NULL CHECK ("absent_count" >= 0), "excused_count" integer unsigned NULL CHECK ("excused_count" >= 0), "present_count" integer unsigned NULL CHECK ("present_count" >= 0), "did_not_vote_count" integer unsigned NULL CHECK ("did_not_vote_count" >= 0), "file_number" varchar(100) NOT NULL, "matter_url" varchar(1000) NOT NULL, "amends_id" bigint NULL REFERENCES "archive_decision" ("statement_id") DEFERRABLE INITIALLY DEFERRED, "mover_id" bigint NULL REFERENCES "archive_speaker" ("id") DEFERRABLE INITIALLY DEFERRED, "put_in_id" bigint NULL REFERENCES "archive_statement" ("number") DEFERRABLE INITIALLY DEFERRED, "seconder_id" bigint NULL REFERENCES "archive_speaker" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "decision_amends_another" CHECK (("amends_id" IS NULL OR NOT ("amends_id" = ("statement_id") AND "amends_id" IS NOT NULL))));
INSERT INTO "archive_decision" VALUES(8,'motion','roll_call','','carried','','Mr. Birch','',2,1,NULL,NULL,NULL,NULL,NULL,NULL,'SL 2024-7','',NULL,4,NULL,NULL);
CREATE TABLE "archive_errorreport" ("number" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "statement_id" bigint NOT NULL REFERENCES "archive_statement" ("number") DEFERRABLE INITIALLY DEFERRED, "revision_id" bigint NOT NULL REFERENCES "archive_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "start" integer unsigned NULL CHECK ("start" >= 0), "end" integer unsigned NULL CHECK ("end" >= 0), "problem" text NOT NULL, "problem_is_public" bool NOT NULL, "reporter_email" varchar(254) NOT NULL, "reported_at" datetime NOT NULL, "status" varchar(20) NOT NULL CHECK ("status" IN ('open', 'corrected', 'declined')), "outcome" varchar(500) NOT NULL, "corrected_by_id" bigint NULL REFERENCES "archive_correction" ("id") DEFERRABLE INITIALLY DEFERRED, "settled_at" datetime NULL, "settled_by_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "settled_as" varchar(20) NOT NULL, CONSTRAINT "error_report_says_what_is_wrong" CHECK (NOT ("problem" = '')), CONSTRAINT "error_report_passage_is_whole" CHECK ((("end" IS NULL AND "start" IS NULL) OR ("end" IS NOT NULL AND "start" IS NOT NULL AND "start" < ("end")))), CONSTRAINT "error_report_settled_says_why" CHECK ((("outcome" = '' AND NOT "problem_is_public" AND "settled_as" = '' AND "settled_at" IS NULL AND "settled_by_id" IS NULL AND "status" = 'open') OR ("settled_as" IN ('Clerk', 'Editor', 'Administrator') AND "settled_at" IS NOT NULL AND "settled_by_id" IS NOT NULL AND "status" IN ('corrected', 'declined') AND NOT ("outcome" = '')))), CONSTRAINT "error_report_corrected_by_a_correction" CHECK ((("corrected_by_id" IS NOT NULL AND "status" = 'corrected') OR ("corrected_by_id" IS NULL AND "status" IN ('open', 'declined')))));
CREATE TABLE "archive_formerslug" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(40) NOT NULL, "slug" varchar(120) NOT NULL, "record_id" bigint NOT NULL, CONSTRAINT "former_slug_once_a_kind" UNIQUE ("kind", "slug"), CONSTRAINT "former_slug_not_blank" CHECK (NOT ("slug" = '')));
CREATE TABLE "archive_importbatch" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "meeting_id" bigint NOT NULL REFERENCES "archive_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "status" varchar(20) NOT NULL CHECK ("status" IN ('uploaded', 'encoding', 'staged', 'refused', 'saved', 'discarded')), "file" varchar(300) NOT NULL, "file_name" varchar(300) NOT NULL, "file_sha256" varchar(64) NOT NULL, "uploaded_by_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "uploaded_at" datetime NOT NULL, "text_status" varchar(20) NOT NULL CHECK ("text_status" IN ('verbatim', 'machine_transcript', 'minutes', 'as_reported')), "source_kind" varchar(20) NOT NULL CHECK ("source_kind" IN ('recording', 'transcript', 'machine_transcript', 'captions', 'machine_captions', 'agenda', 'minutes', 'packet', 'presentation', 'press_report', 'release', 'other')), "source_publisher" varchar(300) NOT NULL, "source_url" varchar(1000) NOT NULL, "made_with" varchar(300) NOT NULL, "refusal" text NOT NULL, "format" varchar(40) NOT NULL, "encoding" varchar(40) NOT NULL, "line_unit" varchar(20) NOT NULL, "notes" text NOT NULL CHECK ((JSON_VALID("notes") OR "notes" IS NULL)), "problems" text NOT NULL CHECK ((JSON_VALID("problems") OR "problems" IS NULL)), "readings" text NOT NULL CHECK ((JSON_VALID("readings") OR "readings" IS NULL)), "reading" varchar(120) NOT NULL, "returned" text NOT NULL CHECK ((JSON_VALID("returned") OR "returned" IS NULL)), "gaps_confirmed" bool NOT NULL, "source_id" bigint NULL REFERENCES "archive_source" ("id") DEFERRABLE INITIALLY DEFERRED, "saved_by_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "saved_at" datetime NULL, "undo" text NOT NULL CHECK ((JSON_VALID("undo") OR "undo" IS NULL)), CONSTRAINT "import_keeps_its_file" CHECK (NOT ("file" = '')), CONSTRAINT "import_file_has_checksum" CHECK (NOT ("file_sha256" = '')), CONSTRAINT "import_refused_says_why" CHECK ((NOT ("status" = 'refused') OR NOT ("refusal" = ''))));
CREATE TABLE "archive_incomingfile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(300) NOT NULL, "file" varchar(300) NOT NULL, "file_sha256" varchar(64) NOT NULL UNIQUE, "status" varchar(20) NOT NULL CHECK ("status" IN ('waiting', 'asks', 'staged', 'refused')), "given" text NOT NULL CHECK ((JSON_VALID("given") OR "given" IS NULL)), "asks" text NOT NULL CHECK ((JSON_VALID("asks") OR "asks" IS NULL)), "refusal" text NOT NULL, "uploaded_at" datetime NOT NULL, "uploaded_by_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "incoming_file_has_checksum" CHECK (NOT ("file_sha256" = '')), CONSTRAINT "incoming_refused_says_why" CHECK ((NOT ("status" = 'refused') OR NOT ("refusal" = ''))));
CREATE TABLE "archive_logentry" ("position" bigint NOT NULL PRIMARY KEY, "text" text NOT NULL, "change_id" bigint NULL UNIQUE REFERENCES "archive_change" ("id") DEFERRABLE INITIALLY DEFERRED, "salt" varchar(32) NOT NULL);
CREATE TABLE "archive_loghead" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "size" bigint NOT NULL, "checkpoint" text NOT NULL, "last_change" bigint NOT NULL, CONSTRAINT "log_head_is_one_row" CHECK ("id" = 1));
CREATE TABLE "archive_logtile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "level" smallint unsigned NOT NULL CHECK ("level" >= 0), "number" bigint NOT NULL, "hashes" BLOB NOT NULL, CONSTRAINT "log_tile_once" UNIQUE ("level", "number"));
CREATE TABLE "archive_mail" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(40) NOT NULL UNIQUE, "alert_id" bigint NULL REFERENCES "archive_alert" ("id") DEFERRABLE INITIALLY DEFERRED, "search_alert_id" bigint NULL REFERENCES "archive_searchalert" ("id") DEFERRABLE INITIALLY DEFERRED, "account_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "notice" varchar(24) NOT NULL CHECK ("notice" IN ('alert', 'invited', 'new_password', 'asked_password', 'password_changed', 'second_factor_changed', 'second_factor_reset', 'roles_changed', 'email_changed', 'connected', 'disconnected', 'webhook_off', 'plan_cancelled', 'review', 'record_differs', 'confirm_search', 'new_results', 'all_alerts')), "email" varchar(254) NOT NULL, "language" varchar(12) NOT NULL, "link_id" bigint NULL REFERENCES "archive_accountlink" ("id") DEFERRABLE INITIALLY DEFERRED, "correction_id" bigint NULL REFERENCES "archive_correction" ("id") DEFERRABLE INITIALLY DEFERRED, "start" integer unsigned NULL CHECK ("start" >= 0), "end" integer unsigned NULL CHECK ("end" >= 0), "is_last" bool NOT NULL, "created_at" datetime NOT NULL, "attempts" integer unsigned NOT NULL CHECK ("attempts" >= 0), "try_at" datetime NULL, "claimed_until" datetime NULL, "last_error" text NOT NULL, "detail" text NOT NULL, CONSTRAINT "mail_once_a_correction" UNIQUE ("alert_id", "correction_id"), CONSTRAINT "mail_is_to_a_reader_or_to_staff" CHECK ((("account_id" IS NULL AND "alert_id" IS NOT NULL AND "email" = '' AND "notice" = 'alert') OR ("account_id" IS NOT NULL AND "alert_id" IS NULL AND NOT ("notice" IN ('alert', 'confirm_search', 'new_results', 'all_alerts')) AND NOT ("email" = '')) OR ("account_id" IS NULL AND "alert_id" IS NULL AND "notice" IN ('confirm_search', 'new_results', 'all_alerts') AND NOT ("email" = '')))));
CREATE TABLE "archive_meeting" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "board_id" bigint NOT NULL REFERENCES "archive_board" ("id") DEFERRABLE INITIALLY DEFERRED, "title" varchar(300) NOT NULL, "date" varchar(10) NOT NULL CHECK (LENGTH("date") IN (4, 7, 10) AND "date" > '0000' AND "date" < '9999-12-32' AND SUBSTR("date", 5, 1) IN ('', '-') AND SUBSTR("date", 8, 1) IN ('', '-') AND SUBSTR("date", 6, 2) <= '12' AND SUBSTR("date", 6, 2) <> '00' AND SUBSTR("date", 9, 2) <= '31' AND SUBSTR("date", 9, 2) <> '00'), "start" time NULL, "kind" varchar(20) NOT NULL CHECK ("kind" IN ('regular', 'special', 'work_session', 'hearing', 'committee', 'emergency', 'other')), "status" varchar(20) NOT NULL CHECK ("status" IN ('scheduled', 'held', 'cancelled')), "place" varchar(300) NOT NULL, "recording_url" varchar(1000) NOT NULL, "external_id" varchar(300) NULL UNIQUE, "published_at" datetime NULL, CONSTRAINT "meeting_external_id_not_blank" CHECK (NOT ("external_id" = '' AND "external_id" IS NOT NULL)));
INSERT INTO "archive_meeting" VALUES(1,1,'','2017-02-23',NULL,'other','held','','','fixture:mps-2017-02-23','2026-11-29 15:26:17.802699');
INSERT INTO "archive_meeting" VALUES(2,3,'','2024-02-20','17:00:00','committee','held','Sample Hall, Room 2, Sample Lake','','fixture:sample-lake/2024-02-20','2026-11-29 15:26:18.357232');
INSERT INTO "archive_meeting" VALUES(3,2,'','2024-03-05','18:30:00','regular','held','Sample Hall, 1 Sample Street, Sample Lake','https://www.example.org/sample-lake/2024-03-05','fixture:sample-lake/2024-03-05','2026-11-29 15:26:18.458641');
CREATE TABLE "archive_meeting_documents" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "meeting_id" bigint NOT NULL REFERENCES "archive_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NOT NULL REFERENCES "archive_source" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "archive_namedkey" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "setting" varchar(40) NOT NULL, "fingerprint" varchar(64) NOT NULL, CONSTRAINT "key_is_named_once" UNIQUE ("setting", "fingerprint"));
CREATE TABLE "archive_nameword" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" smallint unsigned NOT NULL CHECK ("kind" >= 0), "record" bigint NOT NULL, "name" varchar(300) NOT NULL, "word" varchar(64) NOT NULL, "place" smallint unsigned NOT NULL CHECK ("place" >= 0), "statements" bigint unsigned NOT NULL CHECK ("statements" >= 0), "rank" smallint unsigned NOT NULL CHECK ("rank" >= 0));
INSERT INTO "archive_nameword" VALUES(1,0,1,'darienne drier','darienne',0,4,3);
INSERT INTO "archive_nameword" VALUES(2,0,1,'darienne drier','drier',1,4,3);
INSERT INTO "archive_nameword" VALUES(3,0,1,'darienne driver','darienne',0,4,3);
INSERT INTO "archive_nameword" VALUES(4,0,1,'darienne driver','driver',1,4,3);
INSERT INTO "archive_nameword" VALUES(5,0,2,'will','will',0,1,3);
INSERT INTO "archive_nameword" VALUES(6,0,2,'wisconsin institute for law liberty','for',2,1,3);
INSERT INTO "archive_nameword" VALUES(7,0,2,'wisconsin institute for law liberty','institute',1,1,3);
INSERT INTO "archive_nameword" VALUES(8,0,2,'wisconsin institute for law liberty','law',3,1,3);
INSERT INTO "archive_nameword" VALUES(9,0,2,'wisconsin institute for law liberty','liberty',4,1,3);
INSERT INTO "archive_nameword" VALUES(10,0,2,'wisconsin institute for law liberty','wisconsin',0,1,3);
INSERT INTO "archive_nameword" VALUES(11,1,1,'bosd','bosd',0,5,8);
INSERT INTO "archive_nameword" VALUES(12,1,1,'bsd','bsd',0,5,8);
INSERT INTO "archive_nameword" VALUES(13,1,1,'mbosd','mbosd',0,5,8);
INSERT INTO "archive_nameword" VALUES(14,1,1,'mbsd','mbsd',0,5,8);
INSERT INTO "archive_nameword" VALUES(15,1,1,'milwaukee board of school directors','board',1,5,8);
INSERT INTO "archive_nameword" VALUES(16,1,1,'milwaukee board of school directors','directors',4,5,8);
INSERT INTO "archive_nameword" VALUES(17,1,1,'milwaukee board of school directors','milwaukee',0,5,8);
INSERT INTO "archive_nameword" VALUES(18,1,1,'milwaukee board of school directors','of',2,5,8);
INSERT INTO "archive_nameword" VALUES(19,1,1,'milwaukee board of school directors','school',3,5,8);
INSERT INTO "archive_nameword" VALUES(20,2,1,'immigration','immigration',0,5,13);
INSERT INTO "archive_nameword" VALUES(21,2,2,'civil rights','civil',0,3,13);
INSERT INTO "archive_nameword" VALUES(22,2,2,'civil rights','rights',1,3,13);
INSERT INTO "archive_nameword" VALUES(25,2,4,'non discrimination','discrimination',1,1,13);
INSERT INTO "archive_nameword" VALUES(26,2,4,'non discrimination','non',0,1,13);
INSERT INTO "archive_nameword" VALUES(27,2,5,'federal state and local powers','and',2,1,13);
INSERT INTO "archive_nameword" VALUES(28,2,5,'federal state and local powers','federal',0,1,13);
INSERT INTO "archive_nameword" VALUES(29,2,5,'federal state and local powers','local',3,1,13);
INSERT INTO "archive_nameword" VALUES(30,2,5,'federal state and local powers','powers',4,1,13);
INSERT INTO "archive_nameword" VALUES(31,2,5,'federal state and local powers','state',1,1,13);
INSERT INTO "archive_nameword" VALUES(32,0,3,'ms ash','ash',1,4,3);
INSERT INTO "archive_nameword" VALUES(33,0,3,'ms ash','ms',0,4,3);
INSERT INTO "archive_nameword" VALUES(34,0,3,'sample speaker ash','ash',2,4,3);
INSERT INTO "archive_nameword" VALUES(35,0,3,'sample speaker ash','sample',0,4,3);
INSERT INTO "archive_nameword" VALUES(36,0,3,'sample speaker ash','speaker',1,4,3);
INSERT INTO "archive_nameword" VALUES(37,0,4,'mr birch','birch',1,3,3);
INSERT INTO "archive_nameword" VALUES(38,0,4,'mr birch','mr',0,3,3);
INSERT INTO "archive_nameword" VALUES(39,0,4,'sample speaker birch','birch',2,3,3);
INSERT INTO "archive_nameword" VALUES(40,0,4,'sample speaker birch','sample',0,3,3);
INSERT INTO "archive_nameword" VALUES(41,0,4,'sample speaker birch','speaker',1,3,3);
INSERT INTO "archive_nameword" VALUES(42,0,5,'dr cedar','cedar',1,4,3);
INSERT INTO "archive_nameword" VALUES(43,0,5,'dr cedar','dr',0,4,3);
INSERT INTO "archive_nameword" VALUES(44,0,5,'sample speaker cedar','cedar',2,4,3);
INSERT INTO "archive_nameword" VALUES(45,0,5,'sample speaker cedar','sample',0,4,3);
INSERT INTO "archive_nameword" VALUES(46,0,5,'sample speaker cedar','speaker',1,4,3);
INSERT INTO "archive_nameword" VALUES(47,0,6,'sample speaker dogwood','dogwood',2,1,3);
INSERT INTO "archive_nameword" VALUES(48,0,6,'sample speaker dogwood','sample',0,1,3);
INSERT INTO "archive_nameword" VALUES(49,0,6,'sample speaker dogwood','speaker',1,1,3);
INSERT INTO "archive_nameword" VALUES(50,0,7,'sample lake parents association','association',3,1,3);
INSERT INTO "archive_nameword" VALUES(51,0,7,'sample lake parents association','lake',1,1,3);
INSERT INTO "archive_nameword" VALUES(52,0,7,'sample lake parents association','parents',2,1,3);
INSERT INTO "archive_nameword" VALUES(53,0,7,'sample lake parents association','sample',0,1,3);
INSERT INTO "archive_nameword" VALUES(54,1,2,'sample lake school board','board',3,14,8);
INSERT INTO "archive_nameword" VALUES(55,1,2,'sample lake school board','lake',1,14,8);
INSERT INTO "archive_nameword" VALUES(56,1,2,'sample lake school board','sample',0,14,8);
INSERT INTO "archive_nameword" VALUES(57,1,2,'sample lake school board','school',2,14,8);
INSERT INTO "archive_nameword" VALUES(58,1,2,'sls','sls',0,14,8);
INSERT INTO "archive_nameword" VALUES(59,1,2,'slsb','slsb',0,14,8);
INSERT INTO "archive_nameword" VALUES(60,1,3,'sample lake finance committee','committee',3,3,8);
INSERT INTO "archive_nameword" VALUES(61,1,3,'sample lake finance committee','finance',2,3,8);
INSERT INTO "archive_nameword" VALUES(62,1,3,'sample lake finance committee','lake',1,3,8);
INSERT INTO "archive_nameword" VALUES(63,1,3,'sample lake finance committee','sample',0,3,8);
INSERT INTO "archive_nameword" VALUES(64,1,3,'slf','slf',0,3,8);
INSERT INTO "archive_nameword" VALUES(65,1,3,'slfc','slfc',0,3,8);
INSERT INTO "archive_nameword" VALUES(66,2,3,'student privacy','privacy',1,4,13);
INSERT INTO "archive_nameword" VALUES(67,2,3,'student privacy','student',0,4,13);
INSERT INTO "archive_nameword" VALUES(68,2,6,'school library','library',1,8,13);
INSERT INTO "archive_nameword" VALUES(69,2,6,'school library','school',0,8,13);
INSERT INTO "archive_nameword" VALUES(70,2,7,'school budget','budget',1,4,13);
INSERT INTO "archive_nameword" VALUES(71,2,7,'school budget','school',0,4,13);
INSERT INTO "archive_nameword" VALUES(72,2,8,'school buses','buses',1,1,13);
INSERT INTO "archive_nameword" VALUES(73,2,8,'school buses','school',0,1,13);
CREATE TABLE "archive_office" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "speaker_id" bigint NOT NULL REFERENCES "archive_speaker" ("id") DEFERRABLE INITIALLY DEFERRED, "title" varchar(200) NOT NULL, "board_id" bigint NULL REFERENCES "archive_board" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation" varchar(300) NOT NULL, "from_date" varchar(10) NULL CHECK (LENGTH("from_date") IN (4, 7, 10) AND "from_date" > '0000' AND "from_date" < '9999-12-32' AND SUBSTR("from_date", 5, 1) IN ('', '-') AND SUBSTR("from_date", 8, 1) IN ('', '-') AND SUBSTR("from_date", 6, 2) <= '12' AND SUBSTR("from_date", 6, 2) <> '00' AND SUBSTR("from_date", 9, 2) <= '31' AND SUBSTR("from_date", 9, 2) <> '00'), "to_date" varchar(10) NULL CHECK (LENGTH("to_date") IN (4, 7, 10) AND "to_date" > '0000' AND "to_date" < '9999-12-32' AND SUBSTR("to_date", 5, 1) IN ('', '-') AND SUBSTR("to_date", 8, 1) IN ('', '-') AND SUBSTR("to_date", 6, 2) <= '12' AND SUBSTR("to_date", 6, 2) <> '00' AND SUBSTR("to_date", 9, 2) <= '31' AND SUBSTR("to_date", 9, 2) <> '00'), CONSTRAINT "office_has_title" CHECK (NOT ("title" = '')), CONSTRAINT "office_at_a_board_or_organisation" CHECK (("board_id" IS NOT NULL OR NOT ("organisation" = ''))), CONSTRAINT "office_ends_after_start" CHECK (("from_date" IS NULL OR "to_date" IS NULL OR "to_date" >= ("from_date") OR "from_date" LIKE REPLACE(REPLACE(REPLACE(("to_date"), '\', '\\'), '%', '\%'), '_', '\_') || '%' ESCAPE '\')));
INSERT INTO "archive_office" VALUES(1,1,'Superintendent',NULL,'Milwaukee Public Schools',NULL,NULL);
INSERT INTO "archive_office" VALUES(2,3,'Member',2,'','2019','2022-12');
INSERT INTO "archive_office" VALUES(3,3,'President',2,'','2023-01',NULL);
INSERT INTO "archive_office" VALUES(4,4,'Member',2,'','2021-01',NULL);
INSERT INTO "archive_office" VALUES(5,4,'Chair',3,'','2023-01',NULL);
INSERT INTO "archive_office" VALUES(6,5,'Superintendent',NULL,'Sample Lake Schools','2020-07-01',NULL);
CREATE TABLE "archive_outboxentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(20) NOT NULL CHECK ("kind" IN ('index', 'delete_file', 'cut_log')), "subject" varchar(20) NOT NULL CHECK ("subject" IN ('statement', 'redacted', 'board', 'meeting', 'speaker', 'topic')), "subject_id" bigint NOT NULL, "file_name" varchar(500) NOT NULL, "after" bigint NOT NULL, "created_at" datetime NOT NULL, "done_at" datetime NULL, "try_at" datetime NULL, "attempts" integer unsigned NOT NULL CHECK ("attempts" >= 0), "last_error" text NOT NULL, "claimed_until" datetime NULL, CONSTRAINT "outbox_file_to_delete_is_named" CHECK ((("kind" = 'delete_file' AND NOT ("file_name" = '')) OR (NOT ("kind" = 'delete_file') AND "file_name" = ''))));
INSERT INTO "archive_outboxentry" VALUES(1,'index','speaker',1,'',0,'2026-11-29 15:26:17.742517','2026-11-29 15:26:18.146109',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(2,'index','speaker',1,'',0,'2026-11-29 15:26:17.751002','2026-11-29 15:26:18.146109',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(3,'index','speaker',2,'',0,'2026-11-29 15:26:17.763766','2026-11-29 15:26:18.146109',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(4,'index','statement',1,'',0,'2026-11-29 15:26:17.810883','2026-11-29 15:26:18.146109',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(5,'index','statement',2,'',0,'2026-11-29 15:26:17.842032','2026-11-29 15:26:18.146109',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(6,'index','statement',3,'',0,'2026-11-29 15:26:17.870208','2026-11-29 15:26:18.146109',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(7,'index','statement',4,'',0,'2026-11-29 15:26:17.898144','2026-11-29 15:26:18.146109',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(8,'index','statement',5,'',0,'2026-11-29 15:26:17.924811','2026-11-29 15:26:18.146109',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(9,'index','speaker',3,'',0,'2026-11-29 15:26:18.238840','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(10,'index','speaker',3,'',0,'2026-11-29 15:26:18.247496','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(11,'index','speaker',3,'',0,'2026-11-29 15:26:18.255323','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(12,'index','speaker',4,'',0,'2026-11-29 15:26:18.268129','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(13,'index','speaker',4,'',0,'2026-11-29 15:26:18.276050','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(14,'index','speaker',4,'',0,'2026-11-29 15:26:18.282823','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(15,'index','speaker',5,'',0,'2026-11-29 15:26:18.293680','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(16,'index','speaker',5,'',0,'2026-11-29 15:26:18.300744','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(17,'index','statement',6,'',0,'2026-11-29 15:26:18.364256','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(18,'index','statement',7,'',0,'2026-11-29 15:26:18.395561','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(19,'index','statement',8,'',0,'2026-11-29 15:26:18.425734','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(20,'index','statement',9,'',0,'2026-11-29 15:26:18.464768','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(21,'index','statement',10,'',0,'2026-11-29 15:26:18.490299','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(22,'index','statement',11,'',0,'2026-11-29 15:26:18.518664','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(23,'index','statement',12,'',0,'2026-11-29 15:26:18.543554','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(24,'index','statement',13,'',0,'2026-11-29 15:26:18.572431','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(25,'index','statement',13,'',0,'2026-11-29 15:26:18.589558','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(26,'index','statement',14,'',0,'2026-11-29 15:26:18.632795','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(27,'index','statement',15,'',0,'2026-11-29 15:26:18.662573','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(28,'index','statement',16,'',0,'2026-11-29 15:26:18.691164','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(29,'index','statement',17,'',0,'2026-11-29 15:26:18.718867','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(30,'index','statement',18,'',0,'2026-11-29 15:26:18.740977','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(31,'index','statement',19,'',0,'2026-11-29 15:26:18.766685','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(32,'index','statement',20,'',0,'2026-11-29 15:26:18.786706','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(33,'index','statement',20,'',0,'2026-11-29 15:26:18.793820','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(34,'index','statement',21,'',0,'2026-11-29 15:26:18.819419','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(35,'index','statement',22,'',0,'2026-11-29 15:26:18.838237','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
INSERT INTO "archive_outboxentry" VALUES(36,'index','statement',23,'',0,'2026-11-29 15:26:18.857457','2026-11-29 15:26:18.916200',NULL,0,'',NULL);
CREATE TABLE "archive_outdatedname" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" smallint unsigned NOT NULL CHECK ("kind" >= 0), "record" bigint NOT NULL);
CREATE TABLE "archive_passkey" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" bigint NOT NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "name" varchar(64) NOT NULL, "confirmed" bool NOT NULL, "credential_id" varchar(1400) NOT NULL UNIQUE, "public_key" BLOB NOT NULL, "sign_count" bigint NOT NULL, "transports" text NOT NULL CHECK ((JSON_VALID("transports") OR "transports" IS NULL)), "added_at" datetime NOT NULL, "last_used_at" datetime NULL);
CREATE TABLE "archive_provideridentity" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(64) NOT NULL, "confirmed" bool NOT NULL, "issuer" varchar(255) NOT NULL, "subject" varchar(255) NOT NULL, "connected_at" datetime NOT NULL, "user_id" bigint NOT NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "provider_identity_opens_one_account" UNIQUE ("issuer", "subject"), CONSTRAINT "provider_identity_one_an_account" UNIQUE ("issuer", "user_id"), CONSTRAINT "provider_identity_is_whole" CHECK ((NOT ("issuer" = '') AND NOT ("subject" = ''))));
CREATE TABLE "archive_publicationtotell" ("change_id" bigint NOT NULL PRIMARY KEY REFERENCES "archive_change" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "archive_publiccount" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "board_id" bigint NOT NULL REFERENCES "archive_board" ("id") DEFERRABLE INITIALLY DEFERRED, "number" bigint NOT NULL);
INSERT INTO "archive_publiccount" VALUES(1,1,5);
INSERT INTO "archive_publiccount" VALUES(2,3,3);
INSERT INTO "archive_publiccount" VALUES(3,2,14);
CREATE TABLE "archive_quotation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "quoting_id" bigint NOT NULL REFERENCES "archive_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "quoting_start" integer unsigned NOT NULL CHECK ("quoting_start" >= 0), "quoting_end" integer unsigned NOT NULL CHECK ("quoting_end" >= 0), "quoted_id" bigint NOT NULL REFERENCES "archive_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "quoted_start" integer unsigned NOT NULL CHECK ("quoted_start" >= 0), "quoted_end" integer unsigned NOT NULL CHECK ("quoted_end" >= 0), CONSTRAINT "quotation_once_a_pair" UNIQUE ("quoting_id", "quoted_id"), CONSTRAINT "quotation_is_of_another" CHECK (NOT ("quoting_id" = ("quoted_id"))), CONSTRAINT "quotation_has_words" CHECK (("quoted_start" < ("quoted_end") AND "quoting_start" < ("quoting_end"))));
CREATE TABLE "archive_recordversion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token" varchar(64) NOT NULL, "identity" varchar(64) NOT NULL, "purged" varchar(64) NOT NULL, CONSTRAINT "record_version_is_one_row" CHECK ("id" = 1));
INSERT INTO "archive_recordversion" VALUES(1,'a7ae610f98499cd4afb0c33e','206d20d1f326bede67374778','');
CREATE TABLE "archive_recoverycode" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" bigint NOT NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "name" varchar(64) NOT NULL, "confirmed" bool NOT NULL, "hashed" varchar(64) NOT NULL UNIQUE, "used_at" datetime NULL);
CREATE TABLE "archive_redactedpassage" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "tombstone_id" bigint NOT NULL REFERENCES "archive_tombstone" ("id") DEFERRABLE INITIALLY DEFERRED, "revision_id" bigint NOT NULL REFERENCES "archive_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "in_title" bool NOT NULL, "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), CONSTRAINT "redacted_passage_is_not_empty" CHECK ("start" < ("end")));
CREATE TABLE "archive_removedwords" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "tombstone_id" bigint NOT NULL REFERENCES "archive_tombstone" ("id") DEFERRABLE INITIALLY DEFERRED, "length" integer unsigned NOT NULL CHECK ("length" >= 0), "opening" varchar(64) NOT NULL, "digest" varchar(64) NOT NULL, "telling" text NOT NULL CHECK ((JSON_VALID("telling") OR "telling" IS NULL)), CONSTRAINT "removed_words_once_a_tombstone" UNIQUE ("tombstone_id", "digest"), CONSTRAINT "removed_words_are_words" CHECK ("length" >= 1));
CREATE TABLE "archive_revision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "statement_id" bigint NOT NULL REFERENCES "archive_statement" ("number") DEFERRABLE INITIALLY DEFERRED, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "title" varchar(300) NOT NULL, "text" text NOT NULL, "sha256" varchar(64) NOT NULL, "remaining_sha256" varchar(64) NOT NULL, "previous_hash" varchar(64) NOT NULL, "reason" varchar(500) NOT NULL, "author_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "created_at" datetime NOT NULL, "published_at" datetime NULL, "salt" varchar(32) NOT NULL, CONSTRAINT "revision_number_once_a_statement" UNIQUE ("statement_id", "number"), CONSTRAINT "revision_numbers_start_at_one" CHECK ("number" >= 1), CONSTRAINT "revision_has_text" CHECK (NOT ("text" = '')), CONSTRAINT "revision_has_hash" CHECK (NOT ("sha256" = '')), CONSTRAINT "revision_correction_says_why" CHECK (("number" = 1 OR "published_at" IS NULL OR NOT ("reason" = ''))), CONSTRAINT "revision_is_chained" CHECK ((("number" = 1 AND "previous_hash" = '') OR ("number" > 1 AND NOT ("previous_hash" = '')))), CONSTRAINT "revision_has_salt" CHECK (NOT ("salt" = '')));
INSERT INTO "archive_revision" VALUES(1,1,1,'','I urge our community to stand with us as we work to protect the civil rights of all children and families across our city and in our state.','88ceebeb070b7f89426f2226792e8932e67f5bf7dc443f889d4c120e10c3d8a3','','','',NULL,'2026-11-29 15:26:17.793407','2026-11-29 15:26:17.802699','893ef4d3b7b435ac08fef630edfedf93');
INSERT INTO "archive_revision" VALUES(2,2,1,'Milwaukee Public Schools'' policy on non-discrimination','Milwaukee Public Schools believes in the equitable and fair treatment of all students and families. We welcome individuals of all ethnicity, religions, cultural background immigration.','f9e11a5c93245c4c0edfe0b6d0579c2b7dd6177e71da75131804972a2a1db4bd','','','',NULL,'2026-11-29 15:26:17.831071','2026-11-29 15:26:17.837291','a617ac45b91bf8c5ccda8de656768e1a');
INSERT INTO "archive_revision" VALUES(3,3,1,'','Your child has the right to receive an equal education. A child''s immigration status or their parents status does not impact their education.','571454d6e3b3923d7254c33df795afca24bc949f2e2a2ba53196b508ac29d70f','','','',NULL,'2026-11-29 15:26:17.857543','2026-11-29 15:26:17.864235','70203b936cdef18bdbe66b6b2210b012');
INSERT INTO "archive_revision" VALUES(4,4,1,'','If we become aware of a student''s immigration status, we will not share that information with the United States Citizenship and Immigration Services.','339ab759ce04d8e2be38c182d881c5001605777c86e1409dcfb2c493de687b0d','','','',NULL,'2026-11-29 15:26:17.887160','2026-11-29 15:26:17.892783','9ca9143f48b6724488f979a2c821b452');
INSERT INTO "archive_revision" VALUES(5,5,1,'','In our federal system, state and local governments may have an obligation to cooperate with federal authorities, but they cannot be commandeered to enforce federal law.','057f384758bd961a3867d4dcd0cb2f547d3657441b674bbce5fa48ab96857ff6','','','',NULL,'2026-11-29 15:26:17.912401','2026-11-29 15:26:17.918823','1a30ab50d758a66a78a6de3cb82eec01');
INSERT INTO "archive_revision" VALUES(6,6,1,'','The committee reviewed the cost of opening the school library on Saturdays. All members were present.','465778248396c264765a5175870ab5968f9edf20750ab53b1cc3e9bc53e4678f','','','',NULL,'2026-11-29 15:26:18.348584','2026-11-29 15:26:18.357232','0aeaf46a1024df097b05ff346d57c740');
INSERT INTO "archive_revision" VALUES(7,7,1,'','Moved to recommend 12,000 dollars for the library, to be found within this year''s budget.','97cd45712d89b7b40f865afc767017d1ec184729719a2814eb5ceb2feffd35c4','','','',NULL,'2026-11-29 15:26:18.382693','2026-11-29 15:26:18.388403','ca9fc727125b0c6dd5e51e459dabba49');
INSERT INTO "archive_revision" VALUES(8,8,1,'','The motion carried, 2 to 1. Ayes: Mr. Birch, Ms. Ash. Nays: Mr. Fir.','a0ba38712ad065b15816f19b2243a0893a0c1f777dec53a784dba19e3cba4889','','','',NULL,'2026-11-29 15:26:18.414383','2026-11-29 15:26:18.420374','968c73413452ab16ce66ff81815acb0b');
INSERT INTO "archive_revision" VALUES(9,9,1,'','Good evening. I call this meeting of the Sample Lake School Board to order. It is half past six.','7141a072f98f93becc91175ad82f9dd80e7ae798b6c7d9668413b9eb7afe36e3','','','',NULL,'2026-11-29 15:26:18.452112','2026-11-29 15:26:18.458641','1f66a298439602e60b528259586f0724');
INSERT INTO "archive_revision" VALUES(10,10,1,'','[The clerk calls the roll. Four of five members are present.]','323335865ff1d6afd4708baed79f8b95872839c9a552353d65095f0dddda12d4','','','',NULL,'2026-11-29 15:26:18.478423','2026-11-29 15:26:18.484372','84a1c9d1a29bb0324343f212aaa26fe7');
INSERT INTO "archive_revision" VALUES(11,11,1,'','Thank you. My daughter does her homework in the school library because we have no quiet room at home.

On Saturdays it is closed. I ask you to open it, even if only for the morning.','f8b253c51126c8ed2abc9f169ad415aa897a2ee3754711f5566265f8fe0e4426','','','',NULL,'2026-11-29 15:26:18.507426','2026-11-29 15:26:18.513336','ec5e620ce3cd967c228992b6666decc9');
INSERT INTO "archive_revision" VALUES(12,12,1,'','The bus on the north road came late eleven times last month. I counted. Please look at the timetable.','028b972a7a2ea1a78883315ffbf4642e0b3803a32aa4f3946aa899c79b53cb3f','','','',NULL,'2026-11-29 15:26:18.533458','2026-11-29 15:26:18.538337','a18cce4370f3682ffda7557911780869');
INSERT INTO "archive_revision" VALUES(13,13,1,'The school library opens on Saturdays','From September the school library will be open to every student on Saturdays from nine to noon.

Nobody needs a card, a parent or a reason to come in. Staff hours are paid from the sum that the Finance Committee recommended.','b3fb2ed50af2c16770848c34cbd97c6ed824d707a8199704666ead04b6cb3601','','','',NULL,'2026-11-29 15:26:18.561477','2026-11-29 15:26:18.567458','e5a48d7f5105a7e2053041f15faec3d2');
INSERT INTO "archive_revision" VALUES(14,13,2,'The school library opens on Saturdays','From September the school library will be open to every student on Saturdays from nine to one.

Nobody needs a card, a parent or a reason to come in. Staff hours are paid from the sum that the Finance Committee recommended.','cd04e64d721c99d3e3e692e733bf7f5c8f0dac358668f9f3015c68cf895df8d1','','b3fb2ed50af2c16770848c34cbd97c6ed824d707a8199704666ead04b6cb3601','The recording has “nine to one”; the first transcript said noon.',NULL,'2026-11-29 15:26:18.577545','2026-11-29 15:26:18.584590','e498b097a9aa23f2220c8d8f72dd0e7f');
INSERT INTO "archive_revision" VALUES(15,14,1,'','Will the branch at the north school be open as well, or only the one in the main building?','12525608773a8fc9171ed6bb6da3e461feeb36ea9606733fc4014af2f51d1968','','','',NULL,'2026-11-29 15:26:18.618728','2026-11-29 15:26:18.624814','c5ec94baeee45b945d95f0630a500b94');
INSERT INTO "archive_revision" VALUES(16,15,1,'','Only the main building for now. We will count the visits until December and come back to you with the figures.','998a31f8435a69f4600274532bdddb8afa08bbe4184e344cb887c9b690700edb','','','',NULL,'2026-11-29 15:26:18.649673','2026-11-29 15:26:18.655644','ed3011d8a83e849059cc58dd7b6def9a');
INSERT INTO "archive_revision" VALUES(17,16,1,'','I move that we approve the Saturday hours as the superintendent has read them.','fbfbc846ce3d55f5f80bf8c23d47c7b17890105d407f530d9a0fc024b63ae50e','','','',NULL,'2026-11-29 15:26:18.679186','2026-11-29 15:26:18.685070','0af8fc3a705a3379dcd516974bb27698');
INSERT INTO "archive_revision" VALUES(18,17,1,'','All in favour? Four. Against? None. The motion carries, 4 to 0.','1d3397548c0d0f022127f27fc58548a07eab22b1d43ed1bd8a0fc9c976cb7b09','','','',NULL,'2026-11-29 15:26:18.706914','2026-11-29 15:26:18.712864','e86f0a08cc989af4801913a78860fdd7');
INSERT INTO "archive_revision" VALUES(19,18,1,'','Parents ask me who can see a student''s records once the new system is running. What may I tell them?','0b0ca2863ef14a9a9a23d6ba6059989f66a1e6c7ed59e0eac1626ab76c94b932','','','',NULL,'2026-11-29 15:26:18.731942','2026-11-29 15:26:18.736431','bb94eb9a09b0c6ed9852c36a879ba713');
INSERT INTO "archive_revision" VALUES(20,19,1,'','The student''s own teachers, the office, and the parents themselves. We do not share records with anyone else unless the law orders us to, and then we tell the family first.','8ce62fc9fefeafec2a8d2ae9df15d51e6f63060c462f83ae7c69274ebf79fdb1','','','',NULL,'2026-11-29 15:26:18.757191','2026-11-29 15:26:18.761490','f5a2410943aa5399cf6d4591eb28ea2b');
INSERT INTO "archive_revision" VALUES(21,20,1,'','[A telephone number was read out here.]','79deabeca09f96585aaa5204aa5b18c4ddf51be861d4d30f37bc907730f3af4b','','','',NULL,'2026-11-29 15:26:18.776866','2026-11-29 15:26:18.782234','c016cd356237ee3f744f37e2607de783');
INSERT INTO "archive_revision" VALUES(22,21,1,'','There being nothing further, we stand adjourned at twenty to seven. Good night.','1ead936111083be77c975e32d24d938ab974bd7743bea33c3028d06da7a84fce','','','',NULL,'2026-11-29 15:26:18.810559','2026-11-29 15:26:18.815185','d320d192dcc12f06555472de963975ea');
INSERT INTO "archive_revision" VALUES(23,22,1,'What we keep about your child','We keep what we need to teach your child and to reach you, and nothing else.

We never sell it. When your child leaves us, the law tells us what to keep and for how long; the rest is deleted within a year.','9e2e0322c9b650380db5e3af8a38fdbf202e062bc954bec4f8863f603c3955b1','','','',NULL,'2026-11-29 15:26:18.829653','2026-11-29 15:26:18.834425','4a184ff6fffc0cbe65647b298489a65b');
INSERT INTO "archive_revision" VALUES(24,23,1,'','We have asked for open Saturdays for three years. We thank the board, and we will bring volunteers for the first ten weekends.','1216bdc3d560582bbb3fe8a7a7ab27c790b1eb1f0759cd9c12b311b802edbacd','','','',NULL,'2026-11-29 15:26:18.848866','2026-11-29 15:26:18.853096','38e203f90f180599b0b91b8961ef21c3');
CREATE TABLE "archive_scheduledpublication" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "meeting_id" bigint NULL REFERENCES "archive_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "statement_id" bigint NULL REFERENCES "archive_statement" ("number") DEFERRABLE INITIALLY DEFERRED, "at" datetime NOT NULL, "decided_by_id" bigint NOT NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "seen" varchar(64) NOT NULL, "done_at" datetime NULL, "failure" text NOT NULL, "approved" text NOT NULL CHECK ((JSON_VALID("approved") OR "approved" IS NULL)), CONSTRAINT "schedule_of_a_meeting_or_a_statement" CHECK ((("meeting_id" IS NOT NULL AND "statement_id" IS NULL) OR ("meeting_id" IS NULL AND "statement_id" IS NOT NULL))));
CREATE TABLE "archive_searchalert" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(40) NOT NULL UNIQUE, "language" varchar(12) NOT NULL, "created_at" datetime NOT NULL, "confirmed_at" datetime NULL, "query" varchar(1500) NOT NULL, "with_procedural" bool NOT NULL, "email" varchar(254) NOT NULL, "frequency" varchar(10) NOT NULL CHECK ("frequency" IN ('at_once', 'daily', 'weekly')), CONSTRAINT "search_alert_has_address" CHECK (NOT ("email" = '')), CONSTRAINT "search_alert_has_search" CHECK (NOT ("query" = '')));
CREATE TABLE "archive_searchindex" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "version" varchar(64) NOT NULL, "home" varchar(100) NOT NULL, "host" varchar(200) NOT NULL, CONSTRAINT "search_index_is_one_row" CHECK ("id" = 1));
CREATE TABLE "archive_sentform" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" varchar(64) NOT NULL, "digest" varchar(64) NOT NULL, "answer" varchar(500) NOT NULL, "at" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "words" varchar(64) NOT NULL, CONSTRAINT "sent_form_once" UNIQUE ("person_id", "number", "digest"));
CREATE TABLE "archive_signinfailure" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "name" varchar(64) NOT NULL, "address" varchar(64) NOT NULL, "browser" varchar(64) NOT NULL);
CREATE TABLE "archive_sitesettings" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL, "short_name" varchar(30) NOT NULL, "run_by" varchar(200) NOT NULL, "place" varchar(200) NOT NULL, "timezone" varchar(64) NOT NULL, "languages" text NOT NULL CHECK ((JSON_VALID("languages") OR "languages" IS NULL)), "contact" varchar(254) NOT NULL, "licence" varchar(300) NOT NULL, "colour" varchar(7) NOT NULL, "logo" BLOB NOT NULL, "logo_type" varchar(40) NOT NULL, "about" text NOT NULL, "has_demo" bool NOT NULL, "version" varchar(32) NOT NULL, CONSTRAINT "site_settings_are_one_row" CHECK ("id" = 1), CONSTRAINT "site_settings_have_a_name" CHECK (NOT ("name" = '')), CONSTRAINT "site_settings_logo_has_type" CHECK ((("logo" = X'' AND "logo_type" = '') OR (NOT ("logo" = X'') AND NOT ("logo_type" = '')))));
CREATE TABLE "archive_source" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(20) NOT NULL CHECK ("kind" IN ('recording', 'transcript', 'machine_transcript', 'captions', 'machine_captions', 'agenda', 'minutes', 'packet', 'presentation', 'press_report', 'release', 'other')), "title" varchar(500) NOT NULL, "publisher" varchar(300) NOT NULL, "url" varchar(1000) NOT NULL, "published" varchar(10) NULL CHECK (LENGTH("published") IN (4, 7, 10) AND "published" > '0000' AND "published" < '9999-12-32' AND SUBSTR("published", 5, 1) IN ('', '-') AND SUBSTR("published", 8, 1) IN ('', '-') AND SUBSTR("published", 6, 2) <= '12' AND SUBSTR("published", 6, 2) <> '00' AND SUBSTR("published", 9, 2) <= '31' AND SUBSTR("published", 9, 2) <> '00'), "accessed" varchar(10) NULL CHECK (LENGTH("accessed") IN (4, 7, 10) AND "accessed" > '0000' AND "accessed" < '9999-12-32' AND SUBSTR("accessed", 5, 1) IN ('', '-') AND SUBSTR("accessed", 8, 1) IN ('', '-') AND SUBSTR("accessed", 6, 2) <= '12' AND SUBSTR("accessed", 6, 2) <> '00' AND SUBSTR("accessed", 9, 2) <= '31' AND SUBSTR("accessed", 9, 2) <> '00'), "licence" varchar(500) NOT NULL, "made_with" varchar(300) NOT NULL, "file" varchar(100) NOT NULL, "file_sha256" varchar(64) NOT NULL, "external_id" varchar(500) NULL UNIQUE, CONSTRAINT "source_has_title" CHECK (NOT ("title" = '')), CONSTRAINT "source_external_id_not_blank" CHECK (NOT ("external_id" = '' AND "external_id" IS NOT NULL)), CONSTRAINT "source_file_has_checksum" CHECK (("file" = '' OR NOT ("file_sha256" = ''))));
INSERT INTO "archive_source" VALUES(1,'press_report','MPS takes a stand on immigration policy, “will not share” a student''s immigration status','FOX6 News, Milwaukee','','2017-02',NULL,'','','','','fixture:mps-2017-02-23/fox6');
INSERT INTO "archive_source" VALUES(2,'recording','Recording of the meeting of 5 March 2024 (sample)','Sample Lake Schools','https://www.example.org/sample-lake/2024-03-05','2024-03-06',NULL,'Sample data, free of rights','','','','fixture:sample-lake/recording');
INSERT INTO "archive_source" VALUES(3,'minutes','Minutes of the Finance Committee, 20 February 2024 (sample)','Sample Lake Finance Committee','','2024-02',NULL,'Sample data, free of rights','','','','fixture:sample-lake/minutes');
INSERT INTO "archive_source" VALUES(4,'release','What we keep about your child (sample)','Sample Lake Schools','','2023-11',NULL,'Sample data, free of rights','','','','fixture:sample-lake/release');
CREATE TABLE "archive_speaker" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(120) NOT NULL UNIQUE, "name" varchar(300) NOT NULL, "kind" varchar(20) NOT NULL CHECK ("kind" IN ('person', 'organisation')), "description" text NOT NULL, "website" varchar(500) NOT NULL, "merged_into_id" bigint NULL REFERENCES "archive_speaker" ("id") DEFERRABLE INITIALLY DEFERRED, "sort_name" varchar(300) NOT NULL, CONSTRAINT "speaker_has_name" CHECK (NOT ("name" = '')), CONSTRAINT "speaker_has_slug" CHECK (NOT ("slug" = '')), CONSTRAINT "speaker_not_merged_into_itself" CHECK (("merged_into_id" IS NULL OR NOT ("merged_into_id" = ("id") AND "merged_into_id" IS NOT NULL))));
INSERT INTO "archive_speaker" VALUES(1,'darienne-driver','Darienne Driver','person','','',NULL,'driver darienne');
INSERT INTO "archive_speaker" VALUES(2,'wisconsin-institute-for-law-liberty','Wisconsin Institute for Law & Liberty','organisation','','',NULL,'wisconsin institute for law liberty');
INSERT INTO "archive_speaker" VALUES(3,'sample-speaker-ash','Sample Speaker Ash','person','','',NULL,'ash sample speaker');
INSERT INTO "archive_speaker" VALUES(4,'sample-speaker-birch','Sample Speaker Birch','person','','',NULL,'birch sample speaker');
INSERT INTO "archive_speaker" VALUES(5,'sample-speaker-cedar','Sample Speaker Cedar','person','','',NULL,'cedar sample speaker');
INSERT INTO "archive_speaker" VALUES(6,'sample-speaker-dogwood','Sample Speaker Dogwood','person','','',NULL,'dogwood sample speaker');
INSERT INTO "archive_speaker" VALUES(7,'sample-lake-parents-association','Sample Lake Parents'' Association','organisation','Sample data. A made-up association.','',NULL,'sample lake parents association');
CREATE TABLE "archive_speakermerge" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kept_id" bigint NOT NULL REFERENCES "archive_speaker" ("id") DEFERRABLE INITIALLY DEFERRED, "gone_id" bigint NOT NULL REFERENCES "archive_speaker" ("id") DEFERRABLE INITIALLY DEFERRED, "at" datetime NOT NULL, "actor_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "moved" text NOT NULL CHECK ((JSON_VALID("moved") OR "moved" IS NULL)), "undone_at" datetime NULL, CONSTRAINT "merge_of_two" CHECK (NOT ("kept_id" = ("gone_id"))));
CREATE TABLE "archive_speakername" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "speaker_id" bigint NOT NULL REFERENCES "archive_speaker" ("id") DEFERRABLE INITIALLY DEFERRED, "name" varchar(300) NOT NULL, "board_id" bigint NULL REFERENCES "archive_board" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "speaker_name_once_a_board" UNIQUE ("speaker_id", "name", "board_id"), CONSTRAINT "speaker_name_not_blank" CHECK (NOT ("name" = '')));
INSERT INTO "archive_speakername" VALUES(1,1,'Darienne Drier',NULL);
INSERT INTO "archive_speakername" VALUES(2,2,'WILL',NULL);
INSERT INTO "archive_speakername" VALUES(3,3,'Ms. Ash',NULL);
INSERT INTO "archive_speakername" VALUES(4,4,'Mr. Birch',NULL);
INSERT INTO "archive_speakername" VALUES(5,5,'Dr. Cedar',NULL);
CREATE TABLE "archive_staffsession" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL, "user_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "signed_in_at" datetime NOT NULL, "last_seen_at" datetime NOT NULL, "address" varchar(64) NOT NULL, "browser" varchar(200) NOT NULL);
CREATE TABLE "archive_stageditem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "batch_id" bigint NOT NULL REFERENCES "archive_importbatch" ("id") DEFERRABLE INITIALLY DEFERRED, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "label" varchar(40) NOT NULL, "title" varchar(500) NOT NULL, CONSTRAINT "staged_item_has_title" CHECK (NOT ("title" = '')));
CREATE TABLE "archive_stagedlabel" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "batch_id" bigint NOT NULL REFERENCES "archive_importbatch" ("id") DEFERRABLE INITIALLY DEFERRED, "text" varchar(300) NOT NULL, "from_file" bool NOT NULL, "speaker_id" bigint NULL REFERENCES "archive_speaker" ("id") DEFERRABLE INITIALLY DEFERRED, "certainty" varchar(20) NOT NULL CHECK ("certainty" IN ('sure', 'unsure', 'not_found', 'unidentified', 'decided')), "suggestions" text NOT NULL CHECK ((JSON_VALID("suggestions") OR "suggestions" IS NULL)), CONSTRAINT "staged_label_once_a_batch" UNIQUE ("batch_id", "text"), CONSTRAINT "staged_label_sure_of_someone" CHECK ((NOT ("certainty" = 'sure') OR "speaker_id" IS NOT NULL)));
CREATE TABLE "archive_stagedturn" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "batch_id" bigint NOT NULL REFERENCES "archive_importbatch" ("id") DEFERRABLE INITIALLY DEFERRED, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "item_id" bigint NULL REFERENCES "archive_stageditem" ("id") DEFERRABLE INITIALLY DEFERRED, "label_id" bigint NULL REFERENCES "archive_stagedlabel" ("id") DEFERRABLE INITIALLY DEFERRED, "printed" varchar(300) NOT NULL, "kind" varchar(20) NOT NULL CHECK ("kind" IN ('policy_statement', 'remark', 'question', 'answer', 'public_comment', 'motion', 'vote', 'decision', 'procedural', 'narrative')), "title" varchar(300) NOT NULL, "text" text NOT NULL, "start_seconds" real NULL, "end_seconds" real NULL, "line" integer unsigned NULL CHECK ("line" >= 0), "in_capitals" bool NOT NULL, "statement_id" bigint NULL REFERENCES "archive_statement" ("number") DEFERRABLE INITIALLY DEFERRED, "word_times" BLOB NOT NULL, "checked_at" datetime NULL, "checked_by_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "decided" text NOT NULL CHECK ((JSON_VALID("decided") OR "decided" IS NULL)), CONSTRAINT "staged_turn_has_text" CHECK (NOT ("text" = '')), CONSTRAINT "staged_turn_ends_after_start" CHECK (("end_seconds" IS NULL OR ("end_seconds" >= ("start_seconds") AND "start_seconds" IS NOT NULL))));
CREATE TABLE "archive_stagedturn_topics" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stagedturn_id" bigint NOT NULL REFERENCES "archive_stagedturn" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NOT NULL REFERENCES "archive_topic" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "archive_statement" ("number" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(20) NOT NULL CHECK ("kind" IN ('policy_statement', 'remark', 'question', 'answer', 'public_comment', 'motion', 'vote', 'decision', 'procedural', 'narrative')), "text_status" varchar(20) NOT NULL CHECK ("text_status" IN ('verbatim', 'machine_transcript', 'minutes', 'as_reported')), "status" varchar(20) NOT NULL CHECK ("status" IN ('draft', 'in_review', 'published', 'withdrawn')), "board_id" bigint NOT NULL REFERENCES "archive_board" ("id") DEFERRABLE INITIALLY DEFERRED, "meeting_id" bigint NULL REFERENCES "archive_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "agenda_item_id" bigint NULL REFERENCES "archive_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED, "date" varchar(10) NOT NULL CHECK (LENGTH("date") IN (4, 7, 10) AND "date" > '0000' AND "date" < '9999-12-32' AND SUBSTR("date", 5, 1) IN ('', '-') AND SUBSTR("date", 8, 1) IN ('', '-') AND SUBSTR("date", 6, 2) <= '12' AND SUBSTR("date", 6, 2) <> '00' AND SUBSTR("date", 9, 2) <= '31' AND SUBSTR("date", 9, 2) <> '00'), "position" integer unsigned NOT NULL CHECK ("position" >= 0), "start_seconds" real NULL, "end_seconds" real NULL, "speaker_id" bigint NULL REFERENCES "archive_speaker" ("id") DEFERRABLE INITIALLY DEFERRED, "attribution" varchar(300) NOT NULL, "source_id" bigint NULL REFERENCES "archive_source" ("id") DEFERRABLE INITIALLY DEFERRED, "external_id" varchar(300) NULL UNIQUE, "published_at" datetime NULL, "checked_at" datetime NULL, "checked_by_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "withdrawal_id" bigint NULL UNIQUE REFERENCES "archive_tombstone" ("id") DEFERRABLE INITIALLY DEFERRED, "current_revision_id" bigint NULL UNIQUE REFERENCES "archive_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "responds_to_id" bigint NULL REFERENCES "archive_statement" ("number") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "statement_external_id_not_blank" CHECK (NOT ("external_id" = '' AND "external_id" IS NOT NULL)), CONSTRAINT "statement_agenda_item_needs_meeting" CHECK (("agenda_item_id" IS NULL OR "meeting_id" IS NOT NULL)), CONSTRAINT "statement_starts_in_recording" CHECK (("start_seconds" IS NULL OR ("start_seconds" >= 0.0 AND "start_seconds" < 1000000.0))), CONSTRAINT "statement_ends_after_start" CHECK (("end_seconds" IS NULL OR ("end_seconds" >= ("start_seconds") AND "end_seconds" < 1000000.0 AND "start_seconds" IS NOT NULL))), CONSTRAINT "statement_not_its_own_response" CHECK (("responds_to_id" IS NULL OR NOT ("responds_to_id" = ("number") AND "responds_to_id" IS NOT NULL))), CONSTRAINT "statement_published_has_text" CHECK ((("published_at" IS NULL AND "status" IN ('draft', 'in_review')) OR ("current_revision_id" IS NOT NULL AND "published_at" IS NOT NULL AND "status" IN ('published', 'withdrawn')))), CONSTRAINT "statement_withdrawn_says_why" CHECK ((("status" = 'withdrawn' AND "withdrawal_id" IS NOT NULL) OR (NOT ("status" = 'withdrawn') AND "withdrawal_id" IS NULL))));
INSERT INTO "archive_statement" VALUES(1,'remark','as_reported','published',1,1,NULL,'2017-02-23',1,NULL,NULL,1,'MPS Superintendent Darienne Driver',1,'fixture:mps-2017-02-23/stand-with-us','2026-11-29 15:26:17.802699',NULL,NULL,NULL,1,NULL);
INSERT INTO "archive_statement" VALUES(2,'policy_statement','as_reported','published',1,1,NULL,'2017-02-23',2,NULL,NULL,1,'Driver',1,'fixture:mps-2017-02-23/non-discrimination','2026-11-29 15:26:17.837291',NULL,NULL,NULL,2,NULL);
INSERT INTO "archive_statement" VALUES(3,'remark','as_reported','published',1,1,NULL,'2017-02-23',3,NULL,NULL,1,'Driver',1,'fixture:mps-2017-02-23/equal-education','2026-11-29 15:26:17.864235',NULL,NULL,NULL,3,NULL);
INSERT INTO "archive_statement" VALUES(4,'remark','as_reported','published',1,1,NULL,'2017-02-23',4,NULL,NULL,1,'Driver',1,'fixture:mps-2017-02-23/will-not-share','2026-11-29 15:26:17.892783',NULL,NULL,NULL,4,NULL);
INSERT INTO "archive_statement" VALUES(5,'remark','as_reported','published',1,NULL,NULL,'2017-02',0,NULL,NULL,2,'Wisconsin Institute for Law & Liberty (WILL)',1,'fixture:mps-2017-02-23/reply-of-will','2026-11-29 15:26:17.918823',NULL,NULL,NULL,5,4);
INSERT INTO "archive_statement" VALUES(6,'narrative','minutes','published',3,2,1,'2024-02-20',1,NULL,NULL,NULL,'',3,'fixture:sample-lake/2024-02-20/1','2026-11-29 15:26:18.357232',NULL,NULL,NULL,6,NULL);
INSERT INTO "archive_statement" VALUES(7,'motion','minutes','published',3,2,1,'2024-02-20',2,NULL,NULL,4,'Mr. Birch',3,'fixture:sample-lake/2024-02-20/2','2026-11-29 15:26:18.388403',NULL,NULL,NULL,7,NULL);
INSERT INTO "archive_statement" VALUES(8,'decision','minutes','published',3,2,1,'2024-02-20',3,NULL,NULL,NULL,'',3,'fixture:sample-lake/2024-02-20/3','2026-11-29 15:26:18.420374',NULL,NULL,NULL,8,NULL);
INSERT INTO "archive_statement" VALUES(9,'procedural','verbatim','published',2,3,2,'2024-03-05',1,0.0,11.5,3,'Ms. Ash',2,'fixture:sample-lake/2024-03-05/1','2026-11-29 15:26:18.458641',NULL,NULL,NULL,9,NULL);
INSERT INTO "archive_statement" VALUES(10,'narrative','verbatim','published',2,3,2,'2024-03-05',2,11.5,40.0,NULL,'',2,'fixture:sample-lake/2024-03-05/2','2026-11-29 15:26:18.484372',NULL,NULL,NULL,10,NULL);
INSERT INTO "archive_statement" VALUES(11,'public_comment','machine_transcript','published',2,3,3,'2024-03-05',3,40.0,74.2,6,'Sample Speaker Dogwood',2,'fixture:sample-lake/2024-03-05/3','2026-11-29 15:26:18.513336',NULL,NULL,NULL,11,NULL);
INSERT INTO "archive_statement" VALUES(12,'public_comment','machine_transcript','published',2,3,3,'2024-03-05',4,74.2,92.0,NULL,'Unidentified speaker',2,'fixture:sample-lake/2024-03-05/4','2026-11-29 15:26:18.538337',NULL,NULL,NULL,12,NULL);
INSERT INTO "archive_statement" VALUES(13,'policy_statement','verbatim','published',2,3,4,'2024-03-05',5,92.0,131.0,5,'Dr. Cedar',2,'fixture:sample-lake/2024-03-05/5','2026-11-29 15:26:18.567458',NULL,NULL,NULL,14,NULL);
INSERT INTO "archive_statement" VALUES(14,'question','verbatim','published',2,3,4,'2024-03-05',6,131.0,139.4,4,'Mr. Birch',2,'fixture:sample-lake/2024-03-05/6','2026-11-29 15:26:18.624814',NULL,NULL,NULL,15,13);
INSERT INTO "archive_statement" VALUES(15,'answer','verbatim','published',2,3,4,'2024-03-05',7,139.4,152.0,5,'Dr. Cedar',2,'fixture:sample-lake/2024-03-05/7','2026-11-29 15:26:18.655644',NULL,NULL,NULL,16,14);
INSERT INTO "archive_statement" VALUES(16,'motion','verbatim','published',2,3,4,'2024-03-05',8,152.0,160.0,4,'Mr. Birch',2,'fixture:sample-lake/2024-03-05/8','2026-11-29 15:26:18.685070',NULL,NULL,NULL,17,NULL);
INSERT INTO "archive_statement" VALUES(17,'vote','verbatim','published',2,3,4,'2024-03-05',9,160.0,178.8,3,'Ms. Ash',2,'fixture:sample-lake/2024-03-05/9','2026-11-29 15:26:18.712864',NULL,NULL,NULL,18,NULL);
INSERT INTO "archive_statement" VALUES(18,'question','machine_transcript','published',2,3,5,'2024-03-05',10,178.8,190.0,3,'Ms. Ash',2,'fixture:sample-lake/2024-03-05/10','2026-11-29 15:26:18.736431',NULL,NULL,NULL,19,NULL);
INSERT INTO "archive_statement" VALUES(19,'answer','machine_transcript','published',2,3,5,'2024-03-05',11,190.0,214.6,5,'Dr. Cedar',2,'fixture:sample-lake/2024-03-05/11','2026-11-29 15:26:18.761490',NULL,NULL,NULL,20,18);
INSERT INTO "archive_statement" VALUES(20,'remark','machine_transcript','withdrawn',2,3,5,'2024-03-05',12,214.6,219.0,NULL,'Unidentified speaker',2,'fixture:sample-lake/2024-03-05/12','2026-11-29 15:26:18.782234',NULL,NULL,1,21,NULL);
INSERT INTO "archive_statement" VALUES(21,'procedural','verbatim','published',2,3,6,'2024-03-05',13,219.0,226.0,3,'Ms. Ash',2,'fixture:sample-lake/2024-03-05/13','2026-11-29 15:26:18.815185',NULL,NULL,NULL,22,NULL);
INSERT INTO "archive_statement" VALUES(22,'policy_statement','verbatim','published',2,NULL,NULL,'2023-11',0,NULL,NULL,5,'Sample Speaker Cedar, Superintendent',4,'fixture:sample-lake/release/1','2026-11-29 15:26:18.834425',NULL,NULL,NULL,23,NULL);
INSERT INTO "archive_statement" VALUES(23,'remark','verbatim','published',2,NULL,NULL,'2024',0,NULL,NULL,7,'Sample Lake Parents'' Association',NULL,'fixture:sample-lake/parents/1','2026-11-29 15:26:18.853096',NULL,NULL,NULL,24,13);
CREATE TABLE "archive_statement_topics" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "statement_id" bigint NOT NULL REFERENCES "archive_statement" ("number") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NOT NULL REFERENCES "archive_topic" ("id") DEFERRABLE INITIALLY DEFERRED, "how" varchar(10) NOT NULL CHECK ("how" IN ('person', 'item', 'rule')), CONSTRAINT "statement_under_a_topic_once" UNIQUE ("statement_id", "topic_id"));
INSERT INTO "archive_statement_topics" VALUES(1,1,1,'person');
INSERT INTO "archive_statement_topics" VALUES(2,1,2,'person');
INSERT INTO "archive_statement_topics" VALUES(3,2,1,'person');
INSERT INTO "archive_statement_topics" VALUES(4,2,2,'person');
INSERT INTO "archive_statement_topics" VALUES(5,2,4,'person');
INSERT INTO "archive_statement_topics" VALUES(6,3,1,'person');
INSERT INTO "archive_statement_topics" VALUES(7,3,2,'person');
INSERT INTO "archive_statement_topics" VALUES(8,4,1,'person');
INSERT INTO "archive_statement_topics" VALUES(9,4,3,'person');
INSERT INTO "archive_statement_topics" VALUES(10,5,1,'person');
INSERT INTO "archive_statement_topics" VALUES(11,5,5,'person');
INSERT INTO "archive_statement_topics" VALUES(12,6,6,'person');
INSERT INTO "archive_statement_topics" VALUES(13,6,7,'person');
INSERT INTO "archive_statement_topics" VALUES(14,7,7,'person');
INSERT INTO "archive_statement_topics" VALUES(15,8,7,'person');
INSERT INTO "archive_statement_topics" VALUES(16,11,6,'person');
INSERT INTO "archive_statement_topics" VALUES(17,12,8,'person');
INSERT INTO "archive_statement_topics" VALUES(18,13,6,'person');
INSERT INTO "archive_statement_topics" VALUES(19,13,7,'person');
INSERT INTO "archive_statement_topics" VALUES(20,14,6,'person');
INSERT INTO "archive_statement_topics" VALUES(21,15,6,'person');
INSERT INTO "archive_statement_topics" VALUES(22,16,6,'person');
INSERT INTO "archive_statement_topics" VALUES(23,17,6,'person');
INSERT INTO "archive_statement_topics" VALUES(24,18,3,'person');
INSERT INTO "archive_statement_topics" VALUES(25,19,3,'person');
INSERT INTO "archive_statement_topics" VALUES(26,22,3,'person');
INSERT INTO "archive_statement_topics" VALUES(27,23,6,'person');
CREATE TABLE "archive_subjectversion" ("subject" varchar(40) NOT NULL PRIMARY KEY, "token" varchar(64) NOT NULL);
INSERT INTO "archive_subjectversion" VALUES('site','ff8ecdc171e170d09409439e');
INSERT INTO "archive_subjectversion" VALUES('speaker:1','9e679237befac468d69e5ab6');
INSERT INTO "archive_subjectversion" VALUES('speaker:2','161ca15dec56f53a746bc653');
INSERT INTO "archive_subjectversion" VALUES('meeting:1','9e679237befac468d69e5ab6');
INSERT INTO "archive_subjectversion" VALUES('board:1','161ca15dec56f53a746bc653');
INSERT INTO "archive_subjectversion" VALUES('statement:1','1748633331e01a337cbbdc3e');
INSERT INTO "archive_subjectversion" VALUES('calendar:1','55f931c340d49390a423b699');
INSERT INTO "archive_subjectversion" VALUES('statement:2','d40ee61940a45ff939e3f03c');
INSERT INTO "archive_subjectversion" VALUES('statement:3','1711a44685314cfd4d307a88');
INSERT INTO "archive_subjectversion" VALUES('statement:4','161ca15dec56f53a746bc653');
INSERT INTO "archive_subjectversion" VALUES('statement:5','31f0502a7230e2dd2f82a83d');
INSERT INTO "archive_subjectversion" VALUES('speaker:3','16f7a944f81d830cd76acd8e');
INSERT INTO "archive_subjectversion" VALUES('speaker:4','2cf7b5f84ce3f51791ea444a');
INSERT INTO "archive_subjectversion" VALUES('speaker:5','d218236ef782ebdc03d7d23e');
INSERT INTO "archive_subjectversion" VALUES('meeting:2','9060ee038cd9702e0712f432');
INSERT INTO "archive_subjectversion" VALUES('board:3','9060ee038cd9702e0712f432');
INSERT INTO "archive_subjectversion" VALUES('statement:6','7c757383800d9b34ed5cb9fa');
INSERT INTO "archive_subjectversion" VALUES('calendar:3','949ce7009530f23e91ffa120');
INSERT INTO "archive_subjectversion" VALUES('statement:7','3d4fbe9e7b8a0ff1e4331947');
INSERT INTO "archive_subjectversion" VALUES('statement:8','94cf6d64ed3a0e24f409a568');
INSERT INTO "archive_subjectversion" VALUES('meeting:3','16f7a944f81d830cd76acd8e');
INSERT INTO "archive_subjectversion" VALUES('board:2','a7ae610f98499cd4afb0c33e');
INSERT INTO "archive_subjectversion" VALUES('statement:9','b531f379e168c9993289361a');
INSERT INTO "archive_subjectversion" VALUES('calendar:2','f057462a70b64546945190b2');
INSERT INTO "archive_subjectversion" VALUES('statement:10','3f3ea3c9d01698e0a8d1f3dd');
INSERT INTO "archive_subjectversion" VALUES('speaker:6','9de2aa524465ae059988e4f0');
INSERT INTO "archive_subjectversion" VALUES('statement:11','53bdd199e5ae3b740ad0a973');
INSERT INTO "archive_subjectversion" VALUES('statement:12','289010bc4ba3e488dc95f2da');
INSERT INTO "archive_subjectversion" VALUES('statement:13','a7ae610f98499cd4afb0c33e');
INSERT INTO "archive_subjectversion" VALUES('statement:14','a95a15b7310aebde0f7a191d');
INSERT INTO "archive_subjectversion" VALUES('statement:15','5e75744545fbab8794189c6e');
INSERT INTO "archive_subjectversion" VALUES('statement:16','06dbb7e29a7200b3169c7d45');
INSERT INTO "archive_subjectversion" VALUES('statement:17','134efb36352eee50d331a4c2');
INSERT INTO "archive_subjectversion" VALUES('statement:18','f406ad0e839bbbcab9ef71c7');
INSERT INTO "archive_subjectversion" VALUES('statement:19','b7b7e64cd375b57b1ed35b05');
INSERT INTO "archive_subjectversion" VALUES('statement:20','58cdc816c990ccd72dcd3f49');
INSERT INTO "archive_subjectversion" VALUES('statement:21','0f2c2296a7c4cc69d5c2e17f');
INSERT INTO "archive_subjectversion" VALUES('statement:22','b0ae4ec24010d4ce5a29528d');
INSERT INTO "archive_subjectversion" VALUES('speaker:7','a7ae610f98499cd4afb0c33e');
INSERT INTO "archive_subjectversion" VALUES('statement:23','48d725b19f2f3ee27e327a8f');
CREATE TABLE "archive_textcomparison" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(64) NOT NULL, CONSTRAINT "text_comparison_is_one_row" CHECK ("id" = 1));
CREATE TABLE "archive_tombstone" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "statement_id" bigint NOT NULL REFERENCES "archive_statement" ("number") DEFERRABLE INITIALLY DEFERRED, "what" varchar(20) NOT NULL CHECK ("what" IN ('withdrawal', 'redaction')), "category" varchar(20) NOT NULL CHECK ("category" IN ('law', 'privacy', 'safety', 'mistake', 'rights', 'other')), "reason" text NOT NULL, "revision_id" bigint NOT NULL REFERENCES "archive_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "sha256" varchar(64) NOT NULL, "decided_at" datetime NOT NULL, "decided_by_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "decided_as" varchar(20) NOT NULL, CONSTRAINT "tombstone_says_why" CHECK (NOT ("reason" = '')), CONSTRAINT "tombstone_has_hash" CHECK (NOT ("sha256" = '')), CONSTRAINT "tombstone_decided_in_a_role" CHECK ((("decided_as" = '' AND "decided_by_id" IS NULL) OR "decided_as" IN ('Clerk', 'Editor', 'Administrator'))));
INSERT INTO "archive_tombstone" VALUES(1,20,'withdrawal','privacy','A made-up example of a withdrawal: a private telephone number could be heard in this turn.',21,'79deabeca09f96585aaa5204aa5b18c4ddf51be861d4d30f37bc907730f3af4b','2026-11-29 15:26:18.789177',NULL,'');
CREATE TABLE "archive_topic" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(120) NOT NULL UNIQUE, "name" varchar(120) NOT NULL UNIQUE, "description" text NOT NULL, "rule" varchar(500) NOT NULL, CONSTRAINT "topic_has_name" CHECK (NOT ("name" = '')), CONSTRAINT "topic_has_slug" CHECK (NOT ("slug" = '')));
INSERT INTO "archive_topic" VALUES(1,'immigration','Immigration','','');
INSERT INTO "archive_topic" VALUES(2,'civil-rights','Civil rights','','');
INSERT INTO "archive_topic" VALUES(3,'student-privacy','Student privacy','','');
INSERT INTO "archive_topic" VALUES(4,'non-discrimination','Non-discrimination','','');
INSERT INTO "archive_topic" VALUES(5,'federalism','Federal, state and local powers','','');
INSERT INTO "archive_topic" VALUES(6,'school-library','School library','','');
INSERT INTO "archive_topic" VALUES(7,'school-budget','School budget','','');
INSERT INTO "archive_topic" VALUES(8,'school-buses','School buses','','');
CREATE TABLE "archive_transcribedchunk" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "transcription_id" bigint NOT NULL REFERENCES "archive_transcription" ("id") DEFERRABLE INITIALLY DEFERRED, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "start_seconds" real NOT NULL, "end_seconds" real NOT NULL, "heard" text NOT NULL CHECK ((JSON_VALID("heard") OR "heard" IS NULL)), CONSTRAINT "chunk_once_a_transcription" UNIQUE ("transcription_id", "number"), CONSTRAINT "chunk_ends_after_start" CHECK (("end_seconds" > ("start_seconds") AND "start_seconds" >= 0.0)));
CREATE TABLE "archive_transcription" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "meeting_id" bigint NOT NULL REFERENCES "archive_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "purpose" varchar(20) NOT NULL CHECK ("purpose" IN ('transcribe', 'align')), "status" varchar(20) NOT NULL CHECK ("status" IN ('waiting', 'running', 'done', 'failed', 'cancelled')), "batch_id" bigint NULL REFERENCES "archive_importbatch" ("id") DEFERRABLE INITIALLY DEFERRED, "file" varchar(300) NOT NULL, "file_name" varchar(300) NOT NULL, "file_sha256" varchar(64) NOT NULL, "url" varchar(1000) NOT NULL, "made_with" varchar(300) NOT NULL, "language" varchar(35) NOT NULL, "seconds" real NULL, "done_seconds" real NOT NULL, "attempts" integer unsigned NOT NULL CHECK ("attempts" >= 0), "requested_by_id" bigint NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "requested_at" datetime NOT NULL, "started_at" datetime NULL, "ended_at" datetime NULL, "problem" text NOT NULL, "outcome" text NOT NULL CHECK ((JSON_VALID("outcome") OR "outcome" IS NULL)), CONSTRAINT "transcription_failed_says_why" CHECK ((NOT ("status" = 'failed') OR NOT ("problem" = ''))), CONSTRAINT "transcription_ended_says_when" CHECK ((("ended_at" IS NULL AND "status" IN ('waiting', 'running')) OR ("ended_at" IS NOT NULL AND "status" IN ('done', 'failed', 'cancelled')))));
CREATE TABLE "archive_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "first_name" varchar(150) NOT NULL, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "mail_about_reviews" bool NOT NULL);
CREATE TABLE "archive_user_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" bigint NOT NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "archive_user_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" bigint NOT NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "archive_webhook" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL, "url" varchar(500) NOT NULL, "secret" text NOT NULL, "registered_by_id" bigint NOT NULL REFERENCES "archive_user" ("id") DEFERRABLE INITIALLY DEFERRED, "registered_at" datetime NOT NULL, "off_at" datetime NULL);
CREATE TABLE "archive_webhookdelivery" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "webhook_id" bigint NOT NULL REFERENCES "archive_webhook" ("id") DEFERRABLE INITIALLY DEFERRED, "key" varchar(40) NOT NULL UNIQUE, "first" bigint NULL, "last" bigint NULL, "created_at" datetime NOT NULL, "attempts" integer unsigned NOT NULL CHECK ("attempts" >= 0), "try_at" datetime NULL, "claimed_until" datetime NULL, "done_at" datetime NULL, "was_delivered" bool NOT NULL, "answer" varchar(300) NOT NULL, "last_error" text NOT NULL);
CREATE TABLE "archive_wordfix" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "board_id" bigint NOT NULL REFERENCES "archive_board" ("id") DEFERRABLE INITIALLY DEFERRED, "wrong" varchar(80) NOT NULL, "right" varchar(80) NOT NULL, "at" datetime NOT NULL, CONSTRAINT "word_fix_has_both_words" CHECK ((NOT ("wrong" = '') AND NOT ("right" = ''))));
CREATE TABLE "archive_wordtimes" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "revision_id" bigint NOT NULL UNIQUE REFERENCES "archive_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "packed" BLOB NOT NULL);
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
INSERT INTO "auth_group" VALUES(1,'Clerk');
INSERT INTO "auth_group" VALUES(2,'Editor');
INSERT INTO "auth_group" VALUES(3,'Administrator');
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "auth_group_permissions" VALUES(1,1,1);
INSERT INTO "auth_group_permissions" VALUES(2,1,3);
INSERT INTO "auth_group_permissions" VALUES(3,1,5);
INSERT INTO "auth_group_permissions" VALUES(4,1,6);
INSERT INTO "auth_group_permissions" VALUES(5,1,7);
INSERT INTO "auth_group_permissions" VALUES(6,1,8);
INSERT INTO "auth_group_permissions" VALUES(7,1,9);
INSERT INTO "auth_group_permissions" VALUES(8,1,10);
INSERT INTO "auth_group_permissions" VALUES(9,1,11);
INSERT INTO "auth_group_permissions" VALUES(10,1,13);
INSERT INTO "auth_group_permissions" VALUES(11,1,16);
INSERT INTO "auth_group_permissions" VALUES(12,1,17);
INSERT INTO "auth_group_permissions" VALUES(13,1,19);
INSERT INTO "auth_group_permissions" VALUES(14,1,20);
INSERT INTO "auth_group_permissions" VALUES(15,1,21);
INSERT INTO "auth_group_permissions" VALUES(16,1,22);
INSERT INTO "auth_group_permissions" VALUES(17,1,23);
INSERT INTO "auth_group_permissions" VALUES(18,1,27);
INSERT INTO "auth_group_permissions" VALUES(19,1,31);
INSERT INTO "auth_group_permissions" VALUES(20,1,35);
INSERT INTO "auth_group_permissions" VALUES(21,1,42);
INSERT INTO "auth_group_permissions" VALUES(22,1,44);
INSERT INTO "auth_group_permissions" VALUES(23,1,45);
INSERT INTO "auth_group_permissions" VALUES(24,1,46);
INSERT INTO "auth_group_permissions" VALUES(25,1,48);
INSERT INTO "auth_group_permissions" VALUES(26,1,50);
INSERT INTO "auth_group_permissions" VALUES(27,1,52);
INSERT INTO "auth_group_permissions" VALUES(28,1,53);
INSERT INTO "auth_group_permissions" VALUES(29,1,55);
INSERT INTO "auth_group_permissions" VALUES(30,1,56);
INSERT INTO "auth_group_permissions" VALUES(31,1,58);
INSERT INTO "auth_group_permissions" VALUES(32,1,59);
INSERT INTO "auth_group_permissions" VALUES(33,1,60);
INSERT INTO "auth_group_permissions" VALUES(34,1,61);
INSERT INTO "auth_group_permissions" VALUES(35,1,62);
INSERT INTO "auth_group_permissions" VALUES(36,1,63);
INSERT INTO "auth_group_permissions" VALUES(37,2,1);
INSERT INTO "auth_group_permissions" VALUES(38,2,3);
INSERT INTO "auth_group_permissions" VALUES(39,2,4);
INSERT INTO "auth_group_permissions" VALUES(40,2,5);
INSERT INTO "auth_group_permissions" VALUES(41,2,6);
INSERT INTO "auth_group_permissions" VALUES(42,2,7);
INSERT INTO "auth_group_permissions" VALUES(43,2,8);
INSERT INTO "auth_group_permissions" VALUES(44,2,9);
INSERT INTO "auth_group_permissions" VALUES(45,2,10);
INSERT INTO "auth_group_permissions" VALUES(46,2,11);
INSERT INTO "auth_group_permissions" VALUES(47,2,13);
INSERT INTO "auth_group_permissions" VALUES(48,2,15);
INSERT INTO "auth_group_permissions" VALUES(49,2,16);
INSERT INTO "auth_group_permissions" VALUES(50,2,17);
INSERT INTO "auth_group_permissions" VALUES(51,2,19);
INSERT INTO "auth_group_permissions" VALUES(52,2,20);
INSERT INTO "auth_group_permissions" VALUES(53,2,21);
INSERT INTO "auth_group_permissions" VALUES(54,2,22);
INSERT INTO "auth_group_permissions" VALUES(55,2,23);
INSERT INTO "auth_group_permissions" VALUES(56,2,25);
INSERT INTO "auth_group_permissions" VALUES(57,2,26);
INSERT INTO "auth_group_permissions" VALUES(58,2,27);
INSERT INTO "auth_group_permissions" VALUES(59,2,29);
INSERT INTO "auth_group_permissions" VALUES(60,2,30);
INSERT INTO "auth_group_permissions" VALUES(61,2,31);
INSERT INTO "auth_group_permissions" VALUES(62,2,32);
INSERT INTO "auth_group_permissions" VALUES(63,2,34);
INSERT INTO "auth_group_permissions" VALUES(64,2,35);
INSERT INTO "auth_group_permissions" VALUES(65,2,39);
INSERT INTO "auth_group_permissions" VALUES(66,2,40);
INSERT INTO "auth_group_permissions" VALUES(67,2,41);
INSERT INTO "auth_group_permissions" VALUES(68,2,42);
INSERT INTO "auth_group_permissions" VALUES(69,2,44);
INSERT INTO "auth_group_permissions" VALUES(70,2,45);
INSERT INTO "auth_group_permissions" VALUES(71,2,46);
INSERT INTO "auth_group_permissions" VALUES(72,2,47);
INSERT INTO "auth_group_permissions" VALUES(73,2,48);
INSERT INTO "auth_group_permissions" VALUES(74,2,50);
INSERT INTO "auth_group_permissions" VALUES(75,2,52);
INSERT INTO "auth_group_permissions" VALUES(76,2,53);
INSERT INTO "auth_group_permissions" VALUES(77,2,55);
INSERT INTO "auth_group_permissions" VALUES(78,2,56);
INSERT INTO "auth_group_permissions" VALUES(79,2,58);
INSERT INTO "auth_group_permissions" VALUES(80,2,59);
INSERT INTO "auth_group_permissions" VALUES(81,2,60);
INSERT INTO "auth_group_permissions" VALUES(82,2,61);
INSERT INTO "auth_group_permissions" VALUES(83,2,62);
INSERT INTO "auth_group_permissions" VALUES(84,2,63);
INSERT INTO "auth_group_permissions" VALUES(85,2,65);
INSERT INTO "auth_group_permissions" VALUES(86,3,1);
INSERT INTO "auth_group_permissions" VALUES(87,3,2);
INSERT INTO "auth_group_permissions" VALUES(88,3,3);
INSERT INTO "auth_group_permissions" VALUES(89,3,4);
INSERT INTO "auth_group_permissions" VALUES(90,3,5);
INSERT INTO "auth_group_permissions" VALUES(91,3,6);
INSERT INTO "auth_group_permissions" VALUES(92,3,7);
INSERT INTO "auth_group_permissions" VALUES(93,3,8);
INSERT INTO "auth_group_permissions" VALUES(94,3,9);
INSERT INTO "auth_group_permissions" VALUES(95,3,10);
INSERT INTO "auth_group_permissions" VALUES(96,3,11);
INSERT INTO "auth_group_permissions" VALUES(97,3,12);
INSERT INTO "auth_group_permissions" VALUES(98,3,13);
INSERT INTO "auth_group_permissions" VALUES(99,3,14);
INSERT INTO "auth_group_permissions" VALUES(100,3,15);
INSERT INTO "auth_group_permissions" VALUES(101,3,16);
INSERT INTO "auth_group_permissions" VALUES(102,3,17);
INSERT INTO "auth_group_permissions" VALUES(103,3,18);
INSERT INTO "auth_group_permissions" VALUES(104,3,19);
INSERT INTO "auth_group_permissions" VALUES(105,3,20);
INSERT INTO "auth_group_permissions" VALUES(106,3,21);
INSERT INTO "auth_group_permissions" VALUES(107,3,22);
INSERT INTO "auth_group_permissions" VALUES(108,3,23);
INSERT INTO "auth_group_permissions" VALUES(109,3,24);
INSERT INTO "auth_group_permissions" VALUES(110,3,25);
INSERT INTO "auth_group_permissions" VALUES(111,3,26);
INSERT INTO "auth_group_permissions" VALUES(112,3,27);
INSERT INTO "auth_group_permissions" VALUES(113,3,28);
INSERT INTO "auth_group_permissions" VALUES(114,3,29);
INSERT INTO "auth_group_permissions" VALUES(115,3,30);
INSERT INTO "auth_group_permissions" VALUES(116,3,31);
INSERT INTO "auth_group_permissions" VALUES(117,3,32);
INSERT INTO "auth_group_permissions" VALUES(118,3,33);
INSERT INTO "auth_group_permissions" VALUES(119,3,34);
INSERT INTO "auth_group_permissions" VALUES(120,3,35);
INSERT INTO "auth_group_permissions" VALUES(121,3,36);
INSERT INTO "auth_group_permissions" VALUES(122,3,37);
INSERT INTO "auth_group_permissions" VALUES(123,3,38);
INSERT INTO "auth_group_permissions" VALUES(124,3,39);
INSERT INTO "auth_group_permissions" VALUES(125,3,40);
INSERT INTO "auth_group_permissions" VALUES(126,3,41);
INSERT INTO "auth_group_permissions" VALUES(127,3,42);
INSERT INTO "auth_group_permissions" VALUES(128,3,43);
INSERT INTO "auth_group_permissions" VALUES(129,3,44);
INSERT INTO "auth_group_permissions" VALUES(130,3,45);
INSERT INTO "auth_group_permissions" VALUES(131,3,46);
INSERT INTO "auth_group_permissions" VALUES(132,3,47);
INSERT INTO "auth_group_permissions" VALUES(133,3,48);
INSERT INTO "auth_group_permissions" VALUES(134,3,49);
INSERT INTO "auth_group_permissions" VALUES(135,3,50);
INSERT INTO "auth_group_permissions" VALUES(136,3,51);
INSERT INTO "auth_group_permissions" VALUES(137,3,52);
INSERT INTO "auth_group_permissions" VALUES(138,3,53);
INSERT INTO "auth_group_permissions" VALUES(139,3,54);
INSERT INTO "auth_group_permissions" VALUES(140,3,55);
INSERT INTO "auth_group_permissions" VALUES(141,3,56);
INSERT INTO "auth_group_permissions" VALUES(142,3,57);
INSERT INTO "auth_group_permissions" VALUES(143,3,58);
INSERT INTO "auth_group_permissions" VALUES(144,3,59);
INSERT INTO "auth_group_permissions" VALUES(145,3,60);
INSERT INTO "auth_group_permissions" VALUES(146,3,61);
INSERT INTO "auth_group_permissions" VALUES(147,3,62);
INSERT INTO "auth_group_permissions" VALUES(148,3,63);
INSERT INTO "auth_group_permissions" VALUES(149,3,64);
INSERT INTO "auth_group_permissions" VALUES(150,3,65);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
INSERT INTO "auth_permission" VALUES(1,1,'add_agendaitem','Can add agendaitem');
INSERT INTO "auth_permission" VALUES(2,4,'add_board','Can add board');
INSERT INTO "auth_permission" VALUES(3,5,'add_citinglink','Can add citinglink');
INSERT INTO "auth_permission" VALUES(4,6,'add_concept','Can add concept');
INSERT INTO "auth_permission" VALUES(5,11,'add_meeting','Can add meeting');
INSERT INTO "auth_permission" VALUES(6,12,'add_office','Can add office');
INSERT INTO "auth_permission" VALUES(7,17,'add_source','Can add source');
INSERT INTO "auth_permission" VALUES(8,18,'add_speaker','Can add speaker');
INSERT INTO "auth_permission" VALUES(9,19,'add_speakername','Can add speakername');
INSERT INTO "auth_permission" VALUES(10,20,'add_statement','Can add statement');
INSERT INTO "auth_permission" VALUES(11,22,'add_topic','Can add topic');
INSERT INTO "auth_permission" VALUES(12,23,'add_user','Can add user');
INSERT INTO "auth_permission" VALUES(13,1,'change_agendaitem','Can change agendaitem');
INSERT INTO "auth_permission" VALUES(14,4,'change_board','Can change board');
INSERT INTO "auth_permission" VALUES(15,6,'change_concept','Can change concept');
INSERT INTO "auth_permission" VALUES(16,11,'change_meeting','Can change meeting');
INSERT INTO "auth_permission" VALUES(17,12,'change_office','Can change office');
INSERT INTO "auth_permission" VALUES(18,16,'change_sitesettings','Can change sitesettings');
INSERT INTO "auth_permission" VALUES(19,17,'change_source','Can change source');
INSERT INTO "auth_permission" VALUES(20,18,'change_speaker','Can change speaker');
INSERT INTO "auth_permission" VALUES(21,19,'change_speakername','Can change speakername');
INSERT INTO "auth_permission" VALUES(22,20,'change_statement','Can change statement');
INSERT INTO "auth_permission" VALUES(23,22,'change_topic','Can change topic');
INSERT INTO "auth_permission" VALUES(24,23,'change_user','Can change user');
INSERT INTO "auth_permission" VALUES(25,20,'correct_statement','Can correct statement');
INSERT INTO "auth_permission" VALUES(26,5,'decide_citinglink','Can decide citinglink');
INSERT INTO "auth_permission" VALUES(27,1,'delete_agendaitem','Can delete agendaitem');
INSERT INTO "auth_permission" VALUES(28,4,'delete_board','Can delete board');
INSERT INTO "auth_permission" VALUES(29,6,'delete_concept','Can delete concept');
INSERT INTO "auth_permission" VALUES(30,11,'delete_meeting','Can delete meeting');
INSERT INTO "auth_permission" VALUES(31,12,'delete_office','Can delete office');
INSERT INTO "auth_permission" VALUES(32,17,'delete_source','Can delete source');
INSERT INTO "auth_permission" VALUES(33,18,'delete_speaker','Can delete speaker');
INSERT INTO "auth_permission" VALUES(34,19,'delete_speakername','Can delete speakername');
INSERT INTO "auth_permission" VALUES(35,20,'delete_statement','Can delete statement');
INSERT INTO "auth_permission" VALUES(36,22,'delete_topic','Can delete topic');
INSERT INTO "auth_permission" VALUES(37,24,'manage_webhook','Can manage webhook');
INSERT INTO "auth_permission" VALUES(38,18,'merge_speaker','Can merge speaker');
INSERT INTO "auth_permission" VALUES(39,20,'publish_statement','Can publish statement');
INSERT INTO "auth_permission" VALUES(40,20,'redact_statement','Can redact statement');
INSERT INTO "auth_permission" VALUES(41,20,'reinstate_statement','Can reinstate statement');
INSERT INTO "auth_permission" VALUES(42,1,'view_agendaitem','Can view agendaitem');
INSERT INTO "auth_permission" VALUES(43,2,'view_alert','Can view alert');
INSERT INTO "auth_permission" VALUES(44,3,'view_auditentry','Can view auditentry');
INSERT INTO "auth_permission" VALUES(45,4,'view_board','Can view board');
INSERT INTO "auth_permission" VALUES(46,5,'view_citinglink','Can view citinglink');
INSERT INTO "auth_permission" VALUES(47,6,'view_concept','Can view concept');
INSERT INTO "auth_permission" VALUES(48,7,'view_correction','Can view correction');
INSERT INTO "auth_permission" VALUES(49,8,'view_correctiontotell','Can view correctiontotell');
INSERT INTO "auth_permission" VALUES(50,9,'view_errorreport','Can view errorreport');
INSERT INTO "auth_permission" VALUES(51,10,'view_mail','Can view mail');
INSERT INTO "auth_permission" VALUES(52,11,'view_meeting','Can view meeting');
INSERT INTO "auth_permission" VALUES(53,12,'view_office','Can view office');
INSERT INTO "auth_permission" VALUES(54,13,'view_outboxentry','Can view outboxentry');
INSERT INTO "auth_permission" VALUES(55,14,'view_quotation','Can view quotation');
INSERT INTO "auth_permission" VALUES(56,15,'view_revision','Can view revision');
INSERT INTO "auth_permission" VALUES(57,16,'view_sitesettings','Can view sitesettings');
INSERT INTO "auth_permission" VALUES(58,17,'view_source','Can view source');
INSERT INTO "auth_permission" VALUES(59,18,'view_speaker','Can view speaker');
INSERT INTO "auth_permission" VALUES(60,19,'view_speakername','Can view speakername');
INSERT INTO "auth_permission" VALUES(61,20,'view_statement','Can view statement');
INSERT INTO "auth_permission" VALUES(62,21,'view_tombstone','Can view tombstone');
INSERT INTO "auth_permission" VALUES(63,22,'view_topic','Can view topic');
INSERT INTO "auth_permission" VALUES(64,23,'view_user','Can view user');
INSERT INTO "auth_permission" VALUES(65,20,'withdraw_statement','Can withdraw statement');
INSERT INTO "auth_permission" VALUES(66,25,'add_permission','Can add permission');
INSERT INTO "auth_permission" VALUES(67,25,'change_permission','Can change permission');
INSERT INTO "auth_permission" VALUES(68,25,'delete_permission','Can delete permission');
INSERT INTO "auth_permission" VALUES(69,25,'view_permission','Can view permission');
INSERT INTO "auth_permission" VALUES(70,26,'add_group','Can add group');
INSERT INTO "auth_permission" VALUES(71,26,'change_group','Can change group');
INSERT INTO "auth_permission" VALUES(72,26,'delete_group','Can delete group');
INSERT INTO "auth_permission" VALUES(73,26,'view_group','Can view group');
INSERT INTO "auth_permission" VALUES(74,27,'add_contenttype','Can add content type');
INSERT INTO "auth_permission" VALUES(75,27,'change_contenttype','Can change content type');
INSERT INTO "auth_permission" VALUES(76,27,'delete_contenttype','Can delete content type');
INSERT INTO "auth_permission" VALUES(77,27,'view_contenttype','Can view content type');
INSERT INTO "auth_permission" VALUES(78,28,'view_signinfailure','Can view sign in failure');
INSERT INTO "auth_permission" VALUES(79,23,'delete_user','Can delete user');
INSERT INTO "auth_permission" VALUES(80,29,'view_accountlink','Can view account link');
INSERT INTO "auth_permission" VALUES(81,30,'view_authenticatorapp','Can view authenticator app');
INSERT INTO "auth_permission" VALUES(82,31,'view_passkey','Can view passkey');
INSERT INTO "auth_permission" VALUES(83,32,'view_recoverycode','Can view recovery code');
INSERT INTO "auth_permission" VALUES(84,33,'view_sentform','Can view sent form');
INSERT INTO "auth_permission" VALUES(85,34,'view_staffsession','Can view session');
INSERT INTO "auth_permission" VALUES(86,35,'view_provideridentity','Can view provider identity');
INSERT INTO "auth_permission" VALUES(87,15,'add_revision','Can add revision');
INSERT INTO "auth_permission" VALUES(88,15,'change_revision','Can change revision');
INSERT INTO "auth_permission" VALUES(89,15,'delete_revision','Can delete revision');
INSERT INTO "auth_permission" VALUES(90,41,'view_decision','Can view decision');
INSERT INTO "auth_permission" VALUES(91,42,'view_ballot','Can view ballot');
INSERT INTO "auth_permission" VALUES(92,55,'view_changenote','Can view change note');
INSERT INTO "auth_permission" VALUES(93,56,'view_change','Can view change');
INSERT INTO "auth_permission" VALUES(94,13,'add_outboxentry','Can add outbox entry');
INSERT INTO "auth_permission" VALUES(95,13,'change_outboxentry','Can change outbox entry');
INSERT INTO "auth_permission" VALUES(96,13,'delete_outboxentry','Can delete outbox entry');
INSERT INTO "auth_permission" VALUES(97,67,'view_searchalert','Can view search alert');
INSERT INTO "auth_permission" VALUES(98,68,'view_publicationtotell','Can view publication to tell');
INSERT INTO "auth_permission" VALUES(99,69,'view_alerthit','Can view alert hit');
INSERT INTO "auth_permission" VALUES(100,24,'view_webhook','Can view webhook');
INSERT INTO "auth_permission" VALUES(101,70,'view_webhookdelivery','Can view webhook delivery');
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
INSERT INTO "django_content_type" VALUES(1,'archive','agendaitem');
INSERT INTO "django_content_type" VALUES(2,'archive','alert');
INSERT INTO "django_content_type" VALUES(3,'archive','auditentry');
INSERT INTO "django_content_type" VALUES(4,'archive','board');
INSERT INTO "django_content_type" VALUES(5,'archive','citinglink');
INSERT INTO "django_content_type" VALUES(6,'archive','concept');
INSERT INTO "django_content_type" VALUES(7,'archive','correction');
INSERT INTO "django_content_type" VALUES(8,'archive','correctiontotell');
INSERT INTO "django_content_type" VALUES(9,'archive','errorreport');
INSERT INTO "django_content_type" VALUES(10,'archive','mail');
INSERT INTO "django_content_type" VALUES(11,'archive','meeting');
INSERT INTO "django_content_type" VALUES(12,'archive','office');
INSERT INTO "django_content_type" VALUES(13,'archive','outboxentry');
INSERT INTO "django_content_type" VALUES(14,'archive','quotation');
INSERT INTO "django_content_type" VALUES(15,'archive','revision');
INSERT INTO "django_content_type" VALUES(16,'archive','sitesettings');
INSERT INTO "django_content_type" VALUES(17,'archive','source');
INSERT INTO "django_content_type" VALUES(18,'archive','speaker');
INSERT INTO "django_content_type" VALUES(19,'archive','speakername');
INSERT INTO "django_content_type" VALUES(20,'archive','statement');
INSERT INTO "django_content_type" VALUES(21,'archive','tombstone');
INSERT INTO "django_content_type" VALUES(22,'archive','topic');
INSERT INTO "django_content_type" VALUES(23,'archive','user');
INSERT INTO "django_content_type" VALUES(24,'archive','webhook');
INSERT INTO "django_content_type" VALUES(25,'auth','permission');
INSERT INTO "django_content_type" VALUES(26,'auth','group');
INSERT INTO "django_content_type" VALUES(27,'contenttypes','contenttype');
INSERT INTO "django_content_type" VALUES(28,'archive','signinfailure');
INSERT INTO "django_content_type" VALUES(29,'archive','accountlink');
INSERT INTO "django_content_type" VALUES(30,'archive','authenticatorapp');
INSERT INTO "django_content_type" VALUES(31,'archive','passkey');
INSERT INTO "django_content_type" VALUES(32,'archive','recoverycode');
INSERT INTO "django_content_type" VALUES(33,'archive','sentform');
INSERT INTO "django_content_type" VALUES(34,'archive','staffsession');
INSERT INTO "django_content_type" VALUES(35,'archive','provideridentity');
INSERT INTO "django_content_type" VALUES(36,'archive','formerslug');
INSERT INTO "django_content_type" VALUES(37,'archive','speakermerge');
INSERT INTO "django_content_type" VALUES(38,'archive','redactedpassage');
INSERT INTO "django_content_type" VALUES(39,'archive','removedwords');
INSERT INTO "django_content_type" VALUES(40,'archive','allowedwords');
INSERT INTO "django_content_type" VALUES(41,'archive','decision');
INSERT INTO "django_content_type" VALUES(42,'archive','ballot');
INSERT INTO "django_content_type" VALUES(43,'archive','filing');
INSERT INTO "django_content_type" VALUES(44,'archive','textcomparison');
INSERT INTO "django_content_type" VALUES(45,'archive','incomingfile');
INSERT INTO "django_content_type" VALUES(46,'archive','scheduledpublication');
INSERT INTO "django_content_type" VALUES(47,'archive','importbatch');
INSERT INTO "django_content_type" VALUES(48,'archive','stageditem');
INSERT INTO "django_content_type" VALUES(49,'archive','stagedlabel');
INSERT INTO "django_content_type" VALUES(50,'archive','stagedturn');
INSERT INTO "django_content_type" VALUES(51,'archive','transcription');
INSERT INTO "django_content_type" VALUES(52,'archive','transcribedchunk');
INSERT INTO "django_content_type" VALUES(53,'archive','wordtimes');
INSERT INTO "django_content_type" VALUES(54,'archive','wordfix');
INSERT INTO "django_content_type" VALUES(55,'archive','changenote');
INSERT INTO "django_content_type" VALUES(56,'archive','change');
INSERT INTO "django_content_type" VALUES(57,'archive','namedkey');
INSERT INTO "django_content_type" VALUES(58,'archive','searchindex');
INSERT INTO "django_content_type" VALUES(59,'archive','logentry');
INSERT INTO "django_content_type" VALUES(60,'archive','logtile');
INSERT INTO "django_content_type" VALUES(61,'archive','loghead');
INSERT INTO "django_content_type" VALUES(62,'archive','nameword');
INSERT INTO "django_content_type" VALUES(63,'archive','outdatedname');
INSERT INTO "django_content_type" VALUES(64,'archive','publiccount');
INSERT INTO "django_content_type" VALUES(65,'archive','subjectversion');
INSERT INTO "django_content_type" VALUES(66,'archive','recordversion');
INSERT INTO "django_content_type" VALUES(67,'archive','searchalert');
INSERT INTO "django_content_type" VALUES(68,'archive','publicationtotell');
INSERT INTO "django_content_type" VALUES(69,'archive','alerthit');
INSERT INTO "django_content_type" VALUES(70,'archive','webhookdelivery');
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO "django_migrations" VALUES(1,'contenttypes','0001_initial','2026-11-29 15:26:13.144175');
INSERT INTO "django_migrations" VALUES(2,'contenttypes','0002_remove_content_type_name','2026-11-29 15:26:13.150271');
INSERT INTO "django_migrations" VALUES(3,'auth','0001_initial','2026-11-29 15:26:13.161081');
INSERT INTO "django_migrations" VALUES(4,'auth','0002_alter_permission_name_max_length','2026-11-29 15:26:13.166615');
INSERT INTO "django_migrations" VALUES(5,'auth','0003_alter_user_email_max_length','2026-11-29 15:26:13.171121');
INSERT INTO "django_migrations" VALUES(6,'auth','0004_alter_user_username_opts','2026-11-29 15:26:13.175318');
INSERT INTO "django_migrations" VALUES(7,'auth','0005_alter_user_last_login_null','2026-11-29 15:26:13.179551');
INSERT INTO "django_migrations" VALUES(8,'auth','0006_require_contenttypes_0002','2026-11-29 15:26:13.180737');
INSERT INTO "django_migrations" VALUES(9,'auth','0007_alter_validators_add_error_messages','2026-11-29 15:26:13.184496');
INSERT INTO "django_migrations" VALUES(10,'auth','0008_alter_user_username_max_length','2026-11-29 15:26:13.188469');
INSERT INTO "django_migrations" VALUES(11,'auth','0009_alter_user_last_name_max_length','2026-11-29 15:26:13.195536');
INSERT INTO "django_migrations" VALUES(12,'auth','0010_alter_group_name_max_length','2026-11-29 15:26:13.200828');
INSERT INTO "django_migrations" VALUES(13,'auth','0011_update_proxy_permissions','2026-11-29 15:26:13.204601');
INSERT INTO "django_migrations" VALUES(14,'auth','0012_alter_user_first_name_max_length','2026-11-29 15:26:13.208884');
INSERT INTO "django_migrations" VALUES(15,'archive','0001_boards_and_meetings','2026-11-29 15:26:15.523790');
INSERT INTO "django_migrations" VALUES(16,'archive','0002_statements','2026-11-29 15:26:15.538525');
INSERT INTO "django_migrations" VALUES(17,'archive','0003_work_of_the_staff','2026-11-29 15:26:15.542249');
INSERT INTO "django_migrations" VALUES(18,'archive','0004_services_for_readers','2026-11-29 15:26:15.550349');
INSERT INTO "django_migrations" VALUES(19,'archive','0005_parts_of_names','2026-11-29 15:26:15.558213');
INSERT INTO "django_migrations" VALUES(20,'archive','0006_first_rows','2026-11-29 15:26:15.570356');
INSERT INTO "django_migrations" VALUES(21,'archive','0007_name_words','2026-11-29 15:26:15.582180');
INSERT INTO "django_migrations" VALUES(22,'archive','0008_text_comparison','2026-11-29 15:26:15.590502');
INSERT INTO "django_migrations" VALUES(23,'archive','0009_salted_hashes','2026-11-29 15:26:15.602207');
INSERT INTO "django_migrations" VALUES(24,'archive','0010_due_rows','2026-11-29 15:26:15.610319');
INSERT INTO "django_migrations" VALUES(25,'archive','0011_single_sign_on','2026-11-29 15:26:15.618175');
INSERT INTO "django_migrations" VALUES(26,'archive','0012_memory_of_telling_words','2026-11-29 15:26:15.626155');
INSERT INTO "django_migrations" VALUES(27,'archive','0013_review_and_plans','2026-11-29 15:26:15.634183');
INSERT INTO "django_migrations" VALUES(28,'archive','0014_named_keys','2026-11-29 15:26:15.638173');
INSERT INTO "django_migrations" VALUES(29,'archive','0015_words_of_sent_forms','2026-11-29 15:26:15.650296');
INSERT INTO "django_migrations" VALUES(30,'archive','0016_senders_are_counted_elsewhere','2026-11-29 15:26:15.662190');
INSERT INTO "django_migrations" VALUES(31,'archive','0017_no_log_of_the_admin','2026-11-29 15:26:15.670150');
INSERT INTO "django_migrations" VALUES(32,'archive','0018_word_times_are_described_otherwise','2026-11-29 15:26:15.678190');
INSERT INTO "django_migrations" VALUES(33,'archive','0019_offices_in_one_order','2026-11-29 15:26:15.686331');
INSERT INTO "django_migrations" VALUES(34,'archive','0020_decisions','2026-11-29 15:26:15.694221');
INSERT INTO "django_migrations" VALUES(35,'archive','0021_more_concepts','2026-11-29 15:26:15.702196');
INSERT INTO "django_migrations" VALUES(36,'archive','0022_the_public_log','2026-11-29 15:26:15.710150');
INSERT INTO "django_migrations" VALUES(37,'archive','0023_printed_decisions','2026-11-29 15:26:15.714395');
INSERT INTO "django_migrations" VALUES(38,'archive','0024_files_of_folders','2026-11-29 15:26:15.726180');
INSERT INTO "django_migrations" VALUES(39,'archive','0025_publication_in_order','2026-11-29 15:26:15.738196');
INSERT INTO "django_migrations" VALUES(40,'archive','0026_speakers_by_family_name','2026-11-29 15:26:15.746182');
INSERT INTO "django_migrations" VALUES(41,'archive','0027_salts_of_the_log','2026-11-29 15:26:15.754180');
INSERT INTO "django_migrations" VALUES(42,'archive','0028_initials_of_boards','2026-11-29 15:26:15.762169');
INSERT INTO "django_migrations" VALUES(43,'archive','0029_objects_in_the_list_of_changes','2026-11-29 15:26:15.774199');
INSERT INTO "django_migrations" VALUES(44,'archive','0031_vowel_signs_of_names','2026-11-29 15:26:15.782182');
INSERT INTO "django_migrations" VALUES(45,'archive','0032_still_more_concepts','2026-11-29 15:26:15.790178');
INSERT INTO "django_migrations" VALUES(46,'archive','0001_squashed_0032_first_release','2026-11-29 15:26:15.803431');
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE INDEX "archive_signinfailure_at_f942154d" ON "archive_signinfailure" ("at");
CREATE INDEX "sign_in_failure_name" ON "archive_signinfailure" ("name", "at");
CREATE INDEX "sign_in_failure_address" ON "archive_signinfailure" ("address", "at");
CREATE INDEX "sign_in_failure_browser" ON "archive_signinfailure" ("browser", "at");
CREATE UNIQUE INDEX "archive_user_groups_user_id_group_id_fdc61c48_uniq" ON "archive_user_groups" ("user_id", "group_id");
CREATE INDEX "archive_user_groups_user_id_61ed55aa" ON "archive_user_groups" ("user_id");
CREATE INDEX "archive_user_groups_group_id_229c2ee3" ON "archive_user_groups" ("group_id");
CREATE UNIQUE INDEX "archive_user_user_permissions_user_id_permission_id_60ab859f_uniq" ON "archive_user_user_permissions" ("user_id", "permission_id");
CREATE INDEX "archive_user_user_permissions_user_id_69c71401" ON "archive_user_user_permissions" ("user_id");
CREATE INDEX "archive_user_user_permissions_permission_id_aa807446" ON "archive_user_user_permissions" ("permission_id");
CREATE UNIQUE INDEX "account_link_one_open_an_account" ON "archive_accountlink" ("account_id") WHERE "used_at" IS NULL;
CREATE INDEX "archive_accountlink_account_id_f9562dfb" ON "archive_accountlink" ("account_id");
CREATE INDEX "archive_accountlink_made_by_id_3f65b19a" ON "archive_accountlink" ("made_by_id");
CREATE INDEX "archive_auditentry_at_ad490318" ON "archive_auditentry" ("at");
CREATE INDEX "archive_auditentry_actor_id_56777825" ON "archive_auditentry" ("actor_id");
CREATE INDEX "archive_auditentry_act_id_412a977a" ON "archive_auditentry" ("act_id");
CREATE INDEX "audit_subject" ON "archive_auditentry" ("subject", "subject_id", "id" DESC);
CREATE UNIQUE INDEX "authenticator_one_being_set_up" ON "archive_authenticatorapp" ("user_id") WHERE NOT "confirmed";
CREATE INDEX "archive_authenticatorapp_user_id_447a6db2" ON "archive_authenticatorapp" ("user_id");
CREATE INDEX "archive_passkey_user_id_1141132d" ON "archive_passkey" ("user_id");
CREATE INDEX "archive_recoverycode_user_id_210e4672" ON "archive_recoverycode" ("user_id");
CREATE INDEX "archive_sentform_person_id_8a32be7e" ON "archive_sentform" ("person_id");
CREATE INDEX "sent_form_at" ON "archive_sentform" ("person_id", "at");
CREATE INDEX "archive_staffsession_expire_date_d1398948" ON "archive_staffsession" ("expire_date");
CREATE INDEX "archive_staffsession_user_id_3ef509db" ON "archive_staffsession" ("user_id");
CREATE INDEX "archive_provideridentity_user_id_7b989b2e" ON "archive_provideridentity" ("user_id");
CREATE INDEX "archive_board_parent_id_6a5f4191" ON "archive_board" ("parent_id");
CREATE INDEX "meeting_board_date" ON "archive_meeting" ("board_id", "date" DESC, "id" DESC);
CREATE INDEX "meeting_date" ON "archive_meeting" ("date" DESC, "id" DESC) WHERE "published_at" IS NOT NULL;
CREATE INDEX "meeting_published" ON "archive_meeting" ("published_at" DESC, "date" DESC, "id" DESC) WHERE "published_at" IS NOT NULL;
CREATE UNIQUE INDEX "archive_meeting_documents_meeting_id_source_id_3d5fe04e_uniq" ON "archive_meeting_documents" ("meeting_id", "source_id");
CREATE INDEX "archive_meeting_documents_meeting_id_b2e74e66" ON "archive_meeting_documents" ("meeting_id");
CREATE INDEX "archive_meeting_documents_source_id_242bae22" ON "archive_meeting_documents" ("source_id");
CREATE UNIQUE INDEX "archive_agendaitem_topics_agendaitem_id_topic_id_1a7fe823_uniq" ON "archive_agendaitem_topics" ("agendaitem_id", "topic_id");
CREATE INDEX "archive_agendaitem_topics_agendaitem_id_9e15b985" ON "archive_agendaitem_topics" ("agendaitem_id");
CREATE INDEX "archive_agendaitem_topics_topic_id_516d7ec2" ON "archive_agendaitem_topics" ("topic_id");
CREATE INDEX "archive_speaker_merged_into_id_67ded337" ON "archive_speaker" ("merged_into_id");
CREATE INDEX "speaker_name" ON "archive_speaker" ("name");
CREATE INDEX "speaker_sort_name" ON "archive_speaker" ("sort_name", "id");
CREATE UNIQUE INDEX "merged_once_at_a_time" ON "archive_speakermerge" ("gone_id") WHERE "undone_at" IS NULL;
CREATE INDEX "archive_speakermerge_kept_id_e6783c31" ON "archive_speakermerge" ("kept_id");
CREATE INDEX "archive_speakermerge_gone_id_a9891da9" ON "archive_speakermerge" ("gone_id");
CREATE INDEX "archive_speakermerge_actor_id_0a0fbb27" ON "archive_speakermerge" ("actor_id");
CREATE UNIQUE INDEX "speaker_name_once_a_speaker" ON "archive_speakername" ("speaker_id", "name") WHERE "board_id" IS NULL;
CREATE INDEX "archive_speakername_board_id_dcedb71e" ON "archive_speakername" ("board_id");
CREATE INDEX "speaker_name_board_name" ON "archive_speakername" ("board_id", "name");
CREATE INDEX "archive_office_speaker_id_a05e497e" ON "archive_office" ("speaker_id");
CREATE INDEX "archive_office_board_id_1a04bc82" ON "archive_office" ("board_id");
CREATE UNIQUE INDEX "revision_one_draft_a_statement" ON "archive_revision" ("statement_id") WHERE "published_at" IS NULL;
CREATE INDEX "archive_revision_author_id_802ddd88" ON "archive_revision" ("author_id");
CREATE INDEX "revision_number_statement" ON "archive_revision" ("number", "statement_id");
CREATE INDEX "archive_tombstone_statement_id_1828e699" ON "archive_tombstone" ("statement_id");
CREATE INDEX "archive_tombstone_revision_id_6bc19d8d" ON "archive_tombstone" ("revision_id");
CREATE INDEX "archive_tombstone_decided_by_id_8ed48094" ON "archive_tombstone" ("decided_by_id");
CREATE INDEX "archive_redactedpassage_tombstone_id_d9afcfcc" ON "archive_redactedpassage" ("tombstone_id");
CREATE INDEX "archive_redactedpassage_revision_id_8bb697ed" ON "archive_redactedpassage" ("revision_id");
CREATE INDEX "archive_removedwords_tombstone_id_e9d50a03" ON "archive_removedwords" ("tombstone_id");
CREATE INDEX "archive_allowedwords_meeting_id_7fd8bb95" ON "archive_allowedwords" ("meeting_id");
CREATE INDEX "archive_correction_statement_id_e7c07bd3" ON "archive_correction" ("statement_id");
CREATE INDEX "archive_correction_meeting_id_9e17067e" ON "archive_correction" ("meeting_id");
CREATE INDEX "archive_correction_board_id_e6d6fd71" ON "archive_correction" ("board_id");
CREATE INDEX "archive_correction_speaker_id_f3fcfc92" ON "archive_correction" ("speaker_id");
CREATE INDEX "archive_correction_source_id_9dfffdbb" ON "archive_correction" ("source_id");
CREATE INDEX "archive_correction_topic_id_394fa59f" ON "archive_correction" ("topic_id");
CREATE INDEX "correction_at" ON "archive_correction" ("at" DESC, "id" DESC) WHERE "at" IS NOT NULL;
CREATE INDEX "archive_citinglink_suggested_by_id_3a1d9755" ON "archive_citinglink" ("suggested_by_id");
CREATE INDEX "archive_citinglink_decided_by_id_89437bda" ON "archive_citinglink" ("decided_by_id");
CREATE INDEX "citing_link_waiting" ON "archive_citinglink" ("id") WHERE "status" = 'waiting';
CREATE INDEX "archive_decision_amends_id_3c077a67" ON "archive_decision" ("amends_id");
CREATE INDEX "archive_decision_mover_id_a8ffd67f" ON "archive_decision" ("mover_id");
CREATE INDEX "archive_decision_put_in_id_f4e086ee" ON "archive_decision" ("put_in_id");
CREATE INDEX "archive_decision_seconder_id_e72b319c" ON "archive_decision" ("seconder_id");
CREATE INDEX "decision_result" ON "archive_decision" ("result");
CREATE INDEX "archive_ballot_speaker_id_b8ae4482" ON "archive_ballot" ("speaker_id");
CREATE INDEX "archive_errorreport_statement_id_93bef743" ON "archive_errorreport" ("statement_id");
CREATE INDEX "archive_errorreport_revision_id_e0be9244" ON "archive_errorreport" ("revision_id");
CREATE INDEX "archive_errorreport_corrected_by_id_91020837" ON "archive_errorreport" ("corrected_by_id");
CREATE INDEX "archive_errorreport_settled_by_id_3eaa89f5" ON "archive_errorreport" ("settled_by_id");
CREATE INDEX "error_report_open" ON "archive_errorreport" ("number") WHERE "status" = 'open';
CREATE INDEX "archive_statement_topics_statement_id_b5618c32" ON "archive_statement_topics" ("statement_id");
CREATE INDEX "archive_statement_topics_topic_id_f233f0d3" ON "archive_statement_topics" ("topic_id");
CREATE INDEX "archive_quotation_quoting_id_561f7619" ON "archive_quotation" ("quoting_id");
CREATE INDEX "archive_quotation_quoted_id_09a6f4a6" ON "archive_quotation" ("quoted_id");
CREATE INDEX "archive_statement_board_id_e64affea" ON "archive_statement" ("board_id");
CREATE INDEX "archive_statement_agenda_item_id_8aa9d334" ON "archive_statement" ("agenda_item_id");
CREATE INDEX "archive_statement_speaker_id_60dcccb4" ON "archive_statement" ("speaker_id");
CREATE INDEX "archive_statement_source_id_54db74d4" ON "archive_statement" ("source_id");
CREATE INDEX "archive_statement_checked_by_id_167819ba" ON "archive_statement" ("checked_by_id");
CREATE INDEX "archive_statement_responds_to_id_0f2db87c" ON "archive_statement" ("responds_to_id");
CREATE INDEX "statement_meeting_position" ON "archive_statement" ("meeting_id", "position", "number");
CREATE INDEX "statement_public_date" ON "archive_statement" ("date" DESC, "number" DESC, "status") WHERE "status" = 'published';
CREATE INDEX "statement_public_board" ON "archive_statement" ("board_id", "date" DESC, "number" DESC, "status") WHERE "status" = 'published';
CREATE INDEX "statement_public_board_kind" ON "archive_statement" ("board_id", "kind", "date" DESC, "number" DESC, "status") WHERE "status" = 'published';
CREATE INDEX "statement_public_speaker" ON "archive_statement" ("speaker_id", "date" DESC, "number" DESC, "status") WHERE "status" = 'published';
CREATE INDEX "statement_public_kind" ON "archive_statement" ("kind", "date" DESC, "number" DESC, "status") WHERE "status" = 'published';
CREATE INDEX "statement_published" ON "archive_statement" ("published_at" DESC, "number" DESC, "status") WHERE "status" = 'published';
CREATE INDEX "statement_published_board" ON "archive_statement" ("board_id", "published_at" DESC, "number" DESC, "status") WHERE "status" = 'published';
CREATE INDEX "statement_published_speaker" ON "archive_statement" ("speaker_id", "published_at" DESC, "number" DESC, "status") WHERE "status" = 'published';
CREATE INDEX "statement_published_meeting" ON "archive_statement" ("meeting_id", "published_at" DESC, "number" DESC, "status") WHERE "status" = 'published';
CREATE INDEX "archive_incomingfile_uploaded_by_id_90653512" ON "archive_incomingfile" ("uploaded_by_id");
CREATE INDEX "incoming_file_status" ON "archive_incomingfile" ("status", "id");
CREATE UNIQUE INDEX "schedule_once_a_meeting" ON "archive_scheduledpublication" ("meeting_id") WHERE "done_at" IS NULL;
CREATE UNIQUE INDEX "schedule_once_a_statement" ON "archive_scheduledpublication" ("statement_id") WHERE "done_at" IS NULL;
CREATE INDEX "archive_scheduledpublication_meeting_id_64f37b73" ON "archive_scheduledpublication" ("meeting_id");
CREATE INDEX "archive_scheduledpublication_statement_id_742dfe05" ON "archive_scheduledpublication" ("statement_id");
CREATE INDEX "archive_scheduledpublication_decided_by_id_22f567ab" ON "archive_scheduledpublication" ("decided_by_id");
CREATE INDEX "archive_importbatch_meeting_id_d83cdc6f" ON "archive_importbatch" ("meeting_id");
CREATE INDEX "archive_importbatch_uploaded_by_id_4164ee27" ON "archive_importbatch" ("uploaded_by_id");
CREATE INDEX "archive_importbatch_source_id_16a1163f" ON "archive_importbatch" ("source_id");
CREATE INDEX "archive_importbatch_saved_by_id_9abb23ba" ON "archive_importbatch" ("saved_by_id");
CREATE INDEX "archive_stageditem_batch_id_e89fe281" ON "archive_stageditem" ("batch_id");
CREATE INDEX "archive_stagedlabel_speaker_id_1cbca306" ON "archive_stagedlabel" ("speaker_id");
CREATE INDEX "archive_stagedturn_item_id_023ada25" ON "archive_stagedturn" ("item_id");
CREATE INDEX "archive_stagedturn_label_id_66954f8a" ON "archive_stagedturn" ("label_id");
CREATE INDEX "archive_stagedturn_statement_id_1f72b9d6" ON "archive_stagedturn" ("statement_id");
CREATE INDEX "archive_stagedturn_checked_by_id_f885eeb0" ON "archive_stagedturn" ("checked_by_id");
CREATE INDEX "staged_turn_position" ON "archive_stagedturn" ("batch_id", "position", "id");
CREATE UNIQUE INDEX "archive_stagedturn_topics_stagedturn_id_topic_id_f4d4d410_uniq" ON "archive_stagedturn_topics" ("stagedturn_id", "topic_id");
CREATE INDEX "archive_stagedturn_topics_stagedturn_id_31ca844c" ON "archive_stagedturn_topics" ("stagedturn_id");
CREATE INDEX "archive_stagedturn_topics_topic_id_9f49e633" ON "archive_stagedturn_topics" ("topic_id");
CREATE INDEX "archive_transcription_meeting_id_46fd7b9d" ON "archive_transcription" ("meeting_id");
CREATE INDEX "archive_transcription_batch_id_3030e13b" ON "archive_transcription" ("batch_id");
CREATE INDEX "archive_transcription_requested_by_id_09e7203d" ON "archive_transcription" ("requested_by_id");
CREATE INDEX "word_fix_board" ON "archive_wordfix" ("board_id", "wrong");
CREATE INDEX "archive_changenote_correction_id_7fec4355" ON "archive_changenote" ("correction_id");
CREATE INDEX "archive_change_correction_id_b5e9b3b6" ON "archive_change" ("correction_id");
CREATE INDEX "change_subject" ON "archive_change" ("subject", "subject_id");
CREATE INDEX "change_stands" ON "archive_change" ("subject", "subject_id") WHERE "stands";
CREATE INDEX "change_at" ON "archive_change" ("subject", "at", "subject_id");
CREATE INDEX "outbox_pending" ON "archive_outboxentry" ("id") WHERE "done_at" IS NULL;
CREATE INDEX "name_word_of_record" ON "archive_nameword" ("kind", "record");
CREATE INDEX "name_word" ON "archive_nameword" ("word");
CREATE INDEX "name_word_rank" ON "archive_nameword" ("rank", "word");
CREATE INDEX "name_word_first" ON "archive_nameword" ("rank", "name") WHERE "place" = 0;
CREATE INDEX "outdated_name_record" ON "archive_outdatedname" ("kind", "record");
CREATE INDEX "archive_publiccount_board_id_37c74567" ON "archive_publiccount" ("board_id");
CREATE INDEX "search_alert_email" ON "archive_searchalert" ("email");
CREATE INDEX "search_alert_unconfirmed" ON "archive_searchalert" ("created_at") WHERE "confirmed_at" IS NULL;
CREATE INDEX "archive_alert_statement_id_8f25e2bd" ON "archive_alert" ("statement_id");
CREATE INDEX "archive_alert_revision_id_1320cc25" ON "archive_alert" ("revision_id");
CREATE INDEX "alert_unconfirmed" ON "archive_alert" ("created_at") WHERE "confirmed_at" IS NULL;
CREATE UNIQUE INDEX "mail_one_confirmation_an_alert" ON "archive_mail" ("alert_id") WHERE "correction_id" IS NULL;
CREATE INDEX "archive_mail_alert_id_c474f906" ON "archive_mail" ("alert_id");
CREATE INDEX "archive_mail_search_alert_id_181bd5d0" ON "archive_mail" ("search_alert_id");
CREATE INDEX "archive_mail_account_id_80c99771" ON "archive_mail" ("account_id");
CREATE INDEX "archive_mail_link_id_1d7272f1" ON "archive_mail" ("link_id");
CREATE INDEX "archive_mail_correction_id_0184174b" ON "archive_mail" ("correction_id");
CREATE INDEX "mail_due" ON "archive_mail" ("try_at", "id");
CREATE INDEX "archive_alerthit_alert_id_b438df97" ON "archive_alerthit" ("alert_id");
CREATE INDEX "archive_alerthit_statement_id_8fd6ec8d" ON "archive_alerthit" ("statement_id");
CREATE INDEX "archive_alerthit_mail_id_de07d30a" ON "archive_alerthit" ("mail_id");
CREATE INDEX "alert_hit_due" ON "archive_alerthit" ("due_at") WHERE ("mail_id" IS NULL AND "told_at" IS NULL);
CREATE INDEX "archive_webhook_registered_by_id_965dd764" ON "archive_webhook" ("registered_by_id");
CREATE INDEX "archive_webhookdelivery_webhook_id_c213b122" ON "archive_webhookdelivery" ("webhook_id");
CREATE INDEX "webhook_due" ON "archive_webhookdelivery" ("try_at") WHERE "done_at" IS NULL;
CREATE TRIGGER "record_version_archive_agendaitem_insert" AFTER INSERT ON "archive_agendaitem" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || NEW.meeting_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_agendaitem_update" AFTER UPDATE ON "archive_agendaitem" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || OLD.meeting_id UNION SELECT 'site' FROM archive_meeting WHERE id = OLD.meeting_id AND published_at IS NOT NULL UNION SELECT 'meeting:' || NEW.meeting_id UNION SELECT 'site' FROM archive_meeting WHERE id = NEW.meeting_id AND published_at IS NOT NULL) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_agendaitem_delete" AFTER DELETE ON "archive_agendaitem" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || OLD.meeting_id UNION SELECT 'site' FROM archive_meeting WHERE id = OLD.meeting_id AND published_at IS NOT NULL) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_agendaitem_topics_insert" AFTER INSERT ON "archive_agendaitem_topics" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || meeting_id FROM archive_agendaitem WHERE id = NEW.agendaitem_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_agendaitem_topics_update" AFTER UPDATE ON "archive_agendaitem_topics" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || meeting_id FROM archive_agendaitem WHERE id = OLD.agendaitem_id UNION SELECT 'meeting:' || meeting_id FROM archive_agendaitem WHERE id = NEW.agendaitem_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_agendaitem_topics_delete" AFTER DELETE ON "archive_agendaitem_topics" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || meeting_id FROM archive_agendaitem WHERE id = OLD.agendaitem_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_ballot_insert" AFTER INSERT ON "archive_ballot" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'speaker:' || NEW.speaker_id UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = NEW.decision_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = NEW.decision_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = NEW.decision_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = NEW.decision_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = NEW.decision_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_ballot_update" AFTER UPDATE ON "archive_ballot" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'speaker:' || OLD.speaker_id UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = OLD.decision_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = OLD.decision_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = OLD.decision_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = OLD.decision_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = OLD.decision_id UNION SELECT 'speaker:' || NEW.speaker_id UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = NEW.decision_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = NEW.decision_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = NEW.decision_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = NEW.decision_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = NEW.decision_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_ballot_delete" AFTER DELETE ON "archive_ballot" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'speaker:' || OLD.speaker_id UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = OLD.decision_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = OLD.decision_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = OLD.decision_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = OLD.decision_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = OLD.decision_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_board_insert" AFTER INSERT ON "archive_board" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_board_update" AFTER UPDATE ON "archive_board" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site' UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_board_delete" AFTER DELETE ON "archive_board" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_citinglink_insert" AFTER INSERT ON "archive_citinglink" WHEN (NEW.status = 'accepted') BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'statement:' || NEW.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_citinglink_update" AFTER UPDATE ON "archive_citinglink" WHEN (OLD.status = 'accepted' OR NEW.status = 'accepted') BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'statement:' || OLD.statement_id UNION SELECT 'statement:' || NEW.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_citinglink_delete" AFTER DELETE ON "archive_citinglink" WHEN (OLD.status = 'accepted') BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'statement:' || OLD.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_concept_insert" AFTER INSERT ON "archive_concept" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_concept_update" AFTER UPDATE ON "archive_concept" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site' UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_concept_delete" AFTER DELETE ON "archive_concept" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_correction_insert" AFTER INSERT ON "archive_correction" WHEN (NEW.at IS NOT NULL) BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || NEW.meeting_id UNION SELECT 'board:' || NEW.board_id UNION SELECT 'speaker:' || NEW.speaker_id UNION SELECT 'site' WHERE NEW.source_id IS NOT NULL OR NEW.topic_id IS NOT NULL UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = NEW.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_correction_update" AFTER UPDATE ON "archive_correction" WHEN (OLD.at IS NOT NULL OR NEW.at IS NOT NULL) BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || OLD.meeting_id UNION SELECT 'board:' || OLD.board_id UNION SELECT 'speaker:' || OLD.speaker_id UNION SELECT 'site' WHERE OLD.source_id IS NOT NULL OR OLD.topic_id IS NOT NULL UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = OLD.statement_id UNION SELECT 'meeting:' || NEW.meeting_id UNION SELECT 'board:' || NEW.board_id UNION SELECT 'speaker:' || NEW.speaker_id UNION SELECT 'site' WHERE NEW.source_id IS NOT NULL OR NEW.topic_id IS NOT NULL UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = NEW.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_correction_delete" AFTER DELETE ON "archive_correction" WHEN (OLD.at IS NOT NULL) BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || OLD.meeting_id UNION SELECT 'board:' || OLD.board_id UNION SELECT 'speaker:' || OLD.speaker_id UNION SELECT 'site' WHERE OLD.source_id IS NOT NULL OR OLD.topic_id IS NOT NULL UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = OLD.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_decision_insert" AFTER INSERT ON "archive_decision" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = NEW.statement_id UNION 
    SELECT 'speaker:' || NEW.mover_id UNION SELECT 'speaker:' || NEW.seconder_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_decision_update" AFTER UPDATE ON "archive_decision" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = OLD.statement_id UNION 
    SELECT 'speaker:' || OLD.mover_id UNION SELECT 'speaker:' || OLD.seconder_id UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = NEW.statement_id UNION 
    SELECT 'speaker:' || NEW.mover_id UNION SELECT 'speaker:' || NEW.seconder_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_decision_delete" AFTER DELETE ON "archive_decision" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = OLD.statement_id UNION 
    SELECT 'speaker:' || OLD.mover_id UNION SELECT 'speaker:' || OLD.seconder_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_errorreport_insert" AFTER INSERT ON "archive_errorreport" WHEN (NEW.status <> 'open') BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'statement:' || NEW.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_errorreport_update" AFTER UPDATE ON "archive_errorreport" WHEN (OLD.status <> 'open' OR NEW.status <> 'open') BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'statement:' || OLD.statement_id UNION SELECT 'statement:' || NEW.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_errorreport_delete" AFTER DELETE ON "archive_errorreport" WHEN (OLD.status <> 'open') BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'statement:' || OLD.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_statement_topics_insert" AFTER INSERT ON "archive_statement_topics" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = NEW.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_statement_topics_update" AFTER UPDATE ON "archive_statement_topics" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = OLD.statement_id UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = NEW.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_statement_topics_delete" AFTER DELETE ON "archive_statement_topics" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = OLD.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_formerslug_insert" AFTER INSERT ON "archive_formerslug" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_formerslug_update" AFTER UPDATE ON "archive_formerslug" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site' UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_formerslug_delete" AFTER DELETE ON "archive_formerslug" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_meeting_insert" AFTER INSERT ON "archive_meeting" WHEN (NEW.published_at IS NOT NULL) BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || NEW.id UNION SELECT 'board:' || NEW.board_id UNION SELECT 'calendar:' || NEW.board_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_meeting_update" AFTER UPDATE ON "archive_meeting" WHEN (OLD.published_at IS NOT NULL OR NEW.published_at IS NOT NULL) BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || OLD.id UNION SELECT 'board:' || OLD.board_id UNION SELECT 'calendar:' || OLD.board_id UNION SELECT 'meeting:' || NEW.id UNION SELECT 'board:' || NEW.board_id UNION SELECT 'calendar:' || NEW.board_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_meeting_delete" AFTER DELETE ON "archive_meeting" WHEN (OLD.published_at IS NOT NULL) BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || OLD.id UNION SELECT 'board:' || OLD.board_id UNION SELECT 'calendar:' || OLD.board_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_meeting_documents_insert" AFTER INSERT ON "archive_meeting_documents" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || NEW.meeting_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_meeting_documents_update" AFTER UPDATE ON "archive_meeting_documents" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || OLD.meeting_id UNION SELECT 'meeting:' || NEW.meeting_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_meeting_documents_delete" AFTER DELETE ON "archive_meeting_documents" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'meeting:' || OLD.meeting_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_office_insert" AFTER INSERT ON "archive_office" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'speaker:' || NEW.speaker_id
    UNION SELECT 'site' WHERE EXISTS (
        SELECT 1 FROM archive_statement WHERE speaker_id = NEW.speaker_id AND published_at IS NOT NULL
        UNION ALL SELECT 1 FROM archive_ballot JOIN archive_statement ON number = decision_id
            WHERE archive_ballot.speaker_id = NEW.speaker_id AND published_at IS NOT NULL
    )) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_office_update" AFTER UPDATE ON "archive_office" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'speaker:' || OLD.speaker_id
    UNION SELECT 'site' WHERE EXISTS (
        SELECT 1 FROM archive_statement WHERE speaker_id = OLD.speaker_id AND published_at IS NOT NULL
        UNION ALL SELECT 1 FROM archive_ballot JOIN archive_statement ON number = decision_id
            WHERE archive_ballot.speaker_id = OLD.speaker_id AND published_at IS NOT NULL
    ) UNION 
    SELECT 'speaker:' || NEW.speaker_id
    UNION SELECT 'site' WHERE EXISTS (
        SELECT 1 FROM archive_statement WHERE speaker_id = NEW.speaker_id AND published_at IS NOT NULL
        UNION ALL SELECT 1 FROM archive_ballot JOIN archive_statement ON number = decision_id
            WHERE archive_ballot.speaker_id = NEW.speaker_id AND published_at IS NOT NULL
    )) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_office_delete" AFTER DELETE ON "archive_office" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'speaker:' || OLD.speaker_id
    UNION SELECT 'site' WHERE EXISTS (
        SELECT 1 FROM archive_statement WHERE speaker_id = OLD.speaker_id AND published_at IS NOT NULL
        UNION ALL SELECT 1 FROM archive_ballot JOIN archive_statement ON number = decision_id
            WHERE archive_ballot.speaker_id = OLD.speaker_id AND published_at IS NOT NULL
    )) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_quotation_insert" AFTER INSERT ON "archive_quotation" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoting_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoting_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoting_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoting_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoting_id) UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoted_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoted_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoted_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoted_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoted_id)) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_quotation_update" AFTER UPDATE ON "archive_quotation" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoting_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoting_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoting_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoting_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoting_id) UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoted_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoted_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoted_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoted_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoted_id) UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoting_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoting_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoting_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoting_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoting_id) UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoted_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoted_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoted_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoted_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = NEW.quoted_id)) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_quotation_delete" AFTER DELETE ON "archive_quotation" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoting_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoting_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoting_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoting_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoting_id) UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoted_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoted_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoted_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoted_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = OLD.quoted_id)) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_redactedpassage_insert" AFTER INSERT ON "archive_redactedpassage" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_redactedpassage_update" AFTER UPDATE ON "archive_redactedpassage" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id) UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_redactedpassage_delete" AFTER DELETE ON "archive_redactedpassage" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_revision_insert" AFTER INSERT ON "archive_revision" WHEN (NEW.published_at IS NOT NULL) BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'statement:' || NEW.statement_id WHERE NEW.number > 1) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_revision_update" AFTER UPDATE ON "archive_revision" WHEN (OLD.published_at IS NOT NULL OR NEW.published_at IS NOT NULL) BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = OLD.statement_id UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = NEW.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_revision_delete" AFTER DELETE ON "archive_revision" WHEN (OLD.published_at IS NOT NULL) BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = OLD.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_sitesettings_insert" AFTER INSERT ON "archive_sitesettings" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_sitesettings_update" AFTER UPDATE ON "archive_sitesettings" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site' UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_sitesettings_delete" AFTER DELETE ON "archive_sitesettings" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_source_insert" AFTER INSERT ON "archive_source" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); END;
CREATE TRIGGER "record_version_archive_source_update" AFTER UPDATE ON "archive_source" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site' UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_source_delete" AFTER DELETE ON "archive_source" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_speaker_insert" AFTER INSERT ON "archive_speaker" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); END;
CREATE TRIGGER "record_version_archive_speaker_update" AFTER UPDATE ON "archive_speaker" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site' UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_speaker_delete" AFTER DELETE ON "archive_speaker" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_speakername_insert" AFTER INSERT ON "archive_speakername" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'speaker:' || NEW.speaker_id
    UNION SELECT 'site' WHERE EXISTS (
        SELECT 1 FROM archive_statement WHERE speaker_id = NEW.speaker_id AND published_at IS NOT NULL
        UNION ALL SELECT 1 FROM archive_ballot JOIN archive_statement ON number = decision_id
            WHERE archive_ballot.speaker_id = NEW.speaker_id AND published_at IS NOT NULL
    )) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_speakername_update" AFTER UPDATE ON "archive_speakername" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'speaker:' || OLD.speaker_id
    UNION SELECT 'site' WHERE EXISTS (
        SELECT 1 FROM archive_statement WHERE speaker_id = OLD.speaker_id AND published_at IS NOT NULL
        UNION ALL SELECT 1 FROM archive_ballot JOIN archive_statement ON number = decision_id
            WHERE archive_ballot.speaker_id = OLD.speaker_id AND published_at IS NOT NULL
    ) UNION 
    SELECT 'speaker:' || NEW.speaker_id
    UNION SELECT 'site' WHERE EXISTS (
        SELECT 1 FROM archive_statement WHERE speaker_id = NEW.speaker_id AND published_at IS NOT NULL
        UNION ALL SELECT 1 FROM archive_ballot JOIN archive_statement ON number = decision_id
            WHERE archive_ballot.speaker_id = NEW.speaker_id AND published_at IS NOT NULL
    )) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_speakername_delete" AFTER DELETE ON "archive_speakername" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'speaker:' || OLD.speaker_id
    UNION SELECT 'site' WHERE EXISTS (
        SELECT 1 FROM archive_statement WHERE speaker_id = OLD.speaker_id AND published_at IS NOT NULL
        UNION ALL SELECT 1 FROM archive_ballot JOIN archive_statement ON number = decision_id
            WHERE archive_ballot.speaker_id = OLD.speaker_id AND published_at IS NOT NULL
    )) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_statement_insert" AFTER INSERT ON "archive_statement" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'meeting:' || NEW.meeting_id
    UNION SELECT 'board:' || NEW.board_id WHERE NEW.published_at IS NOT NULL
    UNION SELECT 'board:' || board_id FROM archive_meeting
        WHERE id = NEW.meeting_id AND NEW.published_at IS NOT NULL
    UNION SELECT 'speaker:' || NEW.speaker_id WHERE NEW.published_at IS NOT NULL
    UNION SELECT 'statement:' || NEW.responds_to_id WHERE NEW.published_at IS NOT NULL
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot
        WHERE decision_id = NEW.number AND NEW.published_at IS NOT NULL
    UNION SELECT 'speaker:' || mover_id FROM archive_decision
        WHERE statement_id = NEW.number AND NEW.published_at IS NOT NULL
    UNION SELECT 'speaker:' || seconder_id FROM archive_decision
        WHERE statement_id = NEW.number AND NEW.published_at IS NOT NULL) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_statement_update" AFTER UPDATE ON "archive_statement" WHEN (OLD.published_at IS NOT NULL OR NEW.published_at IS NOT NULL OR coalesce(OLD.meeting_id, 0) <> coalesce(NEW.meeting_id, 0)) BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'meeting:' || OLD.meeting_id
    UNION SELECT 'board:' || OLD.board_id WHERE OLD.published_at IS NOT NULL
    UNION SELECT 'board:' || board_id FROM archive_meeting
        WHERE id = OLD.meeting_id AND OLD.published_at IS NOT NULL
    UNION SELECT 'speaker:' || OLD.speaker_id WHERE OLD.published_at IS NOT NULL
    UNION SELECT 'statement:' || OLD.responds_to_id WHERE OLD.published_at IS NOT NULL
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot
        WHERE decision_id = OLD.number AND OLD.published_at IS NOT NULL
    UNION SELECT 'speaker:' || mover_id FROM archive_decision
        WHERE statement_id = OLD.number AND OLD.published_at IS NOT NULL
    UNION SELECT 'speaker:' || seconder_id FROM archive_decision
        WHERE statement_id = OLD.number AND OLD.published_at IS NOT NULL UNION 
    SELECT 'meeting:' || NEW.meeting_id
    UNION SELECT 'board:' || NEW.board_id WHERE NEW.published_at IS NOT NULL
    UNION SELECT 'board:' || board_id FROM archive_meeting
        WHERE id = NEW.meeting_id AND NEW.published_at IS NOT NULL
    UNION SELECT 'speaker:' || NEW.speaker_id WHERE NEW.published_at IS NOT NULL
    UNION SELECT 'statement:' || NEW.responds_to_id WHERE NEW.published_at IS NOT NULL
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot
        WHERE decision_id = NEW.number AND NEW.published_at IS NOT NULL
    UNION SELECT 'speaker:' || mover_id FROM archive_decision
        WHERE statement_id = NEW.number AND NEW.published_at IS NOT NULL
    UNION SELECT 'speaker:' || seconder_id FROM archive_decision
        WHERE statement_id = NEW.number AND NEW.published_at IS NOT NULL UNION 
    SELECT 'statement:' || number FROM archive_statement
    WHERE responds_to_id = NEW.number AND OLD.status <> NEW.status UNION 
    SELECT 'statement:' || there.statement_id FROM archive_revision AS here
    JOIN archive_quotation ON archive_quotation.quoting_id = here.id
    JOIN archive_revision AS there ON there.id = archive_quotation.quoted_id
    WHERE here.statement_id = NEW.number AND OLD.status <> NEW.status UNION 
    SELECT 'statement:' || there.statement_id FROM archive_revision AS here
    JOIN archive_quotation ON archive_quotation.quoted_id = here.id
    JOIN archive_revision AS there ON there.id = archive_quotation.quoting_id
    WHERE here.statement_id = NEW.number AND OLD.status <> NEW.status UNION SELECT 'statement:' || OLD.number WHERE OLD.published_at IS NOT NULL) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_statement_delete" AFTER DELETE ON "archive_statement" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'meeting:' || OLD.meeting_id
    UNION SELECT 'board:' || OLD.board_id WHERE OLD.published_at IS NOT NULL
    UNION SELECT 'board:' || board_id FROM archive_meeting
        WHERE id = OLD.meeting_id AND OLD.published_at IS NOT NULL
    UNION SELECT 'speaker:' || OLD.speaker_id WHERE OLD.published_at IS NOT NULL
    UNION SELECT 'statement:' || OLD.responds_to_id WHERE OLD.published_at IS NOT NULL
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot
        WHERE decision_id = OLD.number AND OLD.published_at IS NOT NULL
    UNION SELECT 'speaker:' || mover_id FROM archive_decision
        WHERE statement_id = OLD.number AND OLD.published_at IS NOT NULL
    UNION SELECT 'speaker:' || seconder_id FROM archive_decision
        WHERE statement_id = OLD.number AND OLD.published_at IS NOT NULL UNION SELECT 'statement:' || OLD.number WHERE OLD.published_at IS NOT NULL) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_tombstone_insert" AFTER INSERT ON "archive_tombstone" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = NEW.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_tombstone_update" AFTER UPDATE ON "archive_tombstone" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = OLD.statement_id UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = NEW.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = NEW.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_tombstone_delete" AFTER DELETE ON "archive_tombstone" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = OLD.statement_id
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = OLD.statement_id) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_topic_insert" AFTER INSERT ON "archive_topic" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); END;
CREATE TRIGGER "record_version_archive_topic_update" AFTER UPDATE ON "archive_topic" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site' UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_topic_delete" AFTER DELETE ON "archive_topic" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION SELECT 'site') AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_wordtimes_insert" AFTER INSERT ON "archive_wordtimes" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_wordtimes_update" AFTER UPDATE ON "archive_wordtimes" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id) UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = NEW.revision_id)) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "record_version_archive_wordtimes_delete" AFTER DELETE ON "archive_wordtimes" BEGIN UPDATE archive_recordversion SET token = lower(hex(randomblob(12))); 
    INSERT INTO archive_subjectversion (subject, token)
    SELECT subject, (SELECT token FROM archive_recordversion) FROM (SELECT NULL AS subject UNION 
    SELECT 'statement:' || number FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'meeting:' || meeting_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'board:' || board_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_statement WHERE number = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)
    UNION SELECT 'speaker:' || speaker_id FROM archive_ballot WHERE decision_id = (SELECT statement_id FROM archive_revision WHERE id = OLD.revision_id)) AS changed
    WHERE subject IS NOT NULL AND (SELECT token FROM archive_recordversion) IS NOT NULL
    ON CONFLICT (subject) DO UPDATE SET token = excluded.token WHERE archive_subjectversion.token <> excluded.token; END;
CREATE TRIGGER "public_count_insert" AFTER INSERT ON archive_statement WHEN NEW.status = 'published' BEGIN 
    INSERT INTO archive_publiccount (board_id, number) SELECT NEW.board_id, 0
    WHERE NOT EXISTS (SELECT 1 FROM archive_publiccount WHERE board_id = NEW.board_id);
    UPDATE archive_publiccount SET number = number + 1 WHERE board_id = NEW.board_id; END;
CREATE TRIGGER "public_count_delete" AFTER DELETE ON archive_statement WHEN OLD.status = 'published' BEGIN UPDATE archive_publiccount SET number = number - 1 WHERE board_id = OLD.board_id; END;
CREATE TRIGGER "public_count_left" AFTER UPDATE ON archive_statement WHEN OLD.status = 'published' AND (OLD.status <> NEW.status OR OLD.board_id <> NEW.board_id) BEGIN 
    INSERT INTO archive_publiccount (board_id, number) SELECT OLD.board_id, 0
    WHERE NOT EXISTS (SELECT 1 FROM archive_publiccount WHERE board_id = OLD.board_id);
    UPDATE archive_publiccount SET number = number + -1 WHERE board_id = OLD.board_id; END;
CREATE TRIGGER "public_count_came" AFTER UPDATE ON archive_statement WHEN NEW.status = 'published' AND (OLD.status <> NEW.status OR OLD.board_id <> NEW.board_id) BEGIN 
    INSERT INTO archive_publiccount (board_id, number) SELECT NEW.board_id, 0
    WHERE NOT EXISTS (SELECT 1 FROM archive_publiccount WHERE board_id = NEW.board_id);
    UPDATE archive_publiccount SET number = number + 1 WHERE board_id = NEW.board_id; END;
CREATE TRIGGER "outdated_name_archive_statement_insert" AFTER INSERT ON archive_statement BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 0 AS kind, NEW.speaker_id AS record  WHERE NEW.status = 'published' AND NEW.speaker_id IS NOT NULL UNION SELECT 1 AS kind, NEW.board_id AS record  WHERE NEW.status = 'published' UNION SELECT 2 AS kind, filed.topic_id AS record FROM archive_statement_topics AS filed WHERE filed.statement_id = NEW.number AND NEW.status = 'published') AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_statement_update" AFTER UPDATE ON archive_statement BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 0 AS kind, OLD.speaker_id AS record  WHERE OLD.status = 'published' AND OLD.speaker_id IS NOT NULL UNION SELECT 1 AS kind, OLD.board_id AS record  WHERE OLD.status = 'published' UNION SELECT 2 AS kind, filed.topic_id AS record FROM archive_statement_topics AS filed WHERE filed.statement_id = OLD.number AND OLD.status = 'published' UNION SELECT 0 AS kind, NEW.speaker_id AS record  WHERE NEW.status = 'published' AND NEW.speaker_id IS NOT NULL UNION SELECT 1 AS kind, NEW.board_id AS record  WHERE NEW.status = 'published' UNION SELECT 2 AS kind, filed.topic_id AS record FROM archive_statement_topics AS filed WHERE filed.statement_id = NEW.number AND NEW.status = 'published') AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_statement_delete" AFTER DELETE ON archive_statement BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 0 AS kind, OLD.speaker_id AS record  WHERE OLD.status = 'published' AND OLD.speaker_id IS NOT NULL UNION SELECT 1 AS kind, OLD.board_id AS record  WHERE OLD.status = 'published' UNION SELECT 2 AS kind, filed.topic_id AS record FROM archive_statement_topics AS filed WHERE filed.statement_id = OLD.number AND OLD.status = 'published') AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_statement_topics_insert" AFTER INSERT ON archive_statement_topics BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 2 AS kind, NEW.topic_id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_statement_topics_update" AFTER UPDATE ON archive_statement_topics BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 2 AS kind, OLD.topic_id AS record  UNION SELECT 2 AS kind, NEW.topic_id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_statement_topics_delete" AFTER DELETE ON archive_statement_topics BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 2 AS kind, OLD.topic_id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_meeting_insert" AFTER INSERT ON archive_meeting BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 1 AS kind, NEW.board_id AS record  WHERE NEW.published_at IS NOT NULL UNION SELECT 2 AS kind, filed.topic_id AS record FROM archive_agendaitem AS item JOIN archive_agendaitem_topics AS filed ON filed.agendaitem_id = item.id WHERE item.meeting_id = NEW.id AND NEW.published_at IS NOT NULL) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_meeting_update" AFTER UPDATE ON archive_meeting BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 1 AS kind, OLD.board_id AS record  WHERE OLD.published_at IS NOT NULL UNION SELECT 2 AS kind, filed.topic_id AS record FROM archive_agendaitem AS item JOIN archive_agendaitem_topics AS filed ON filed.agendaitem_id = item.id WHERE item.meeting_id = OLD.id AND OLD.published_at IS NOT NULL UNION SELECT 1 AS kind, NEW.board_id AS record  WHERE NEW.published_at IS NOT NULL UNION SELECT 2 AS kind, filed.topic_id AS record FROM archive_agendaitem AS item JOIN archive_agendaitem_topics AS filed ON filed.agendaitem_id = item.id WHERE item.meeting_id = NEW.id AND NEW.published_at IS NOT NULL) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_meeting_delete" AFTER DELETE ON archive_meeting BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 1 AS kind, OLD.board_id AS record  WHERE OLD.published_at IS NOT NULL UNION SELECT 2 AS kind, filed.topic_id AS record FROM archive_agendaitem AS item JOIN archive_agendaitem_topics AS filed ON filed.agendaitem_id = item.id WHERE item.meeting_id = OLD.id AND OLD.published_at IS NOT NULL) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_agendaitem_topics_insert" AFTER INSERT ON archive_agendaitem_topics BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 2 AS kind, NEW.topic_id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_agendaitem_topics_update" AFTER UPDATE ON archive_agendaitem_topics BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 2 AS kind, OLD.topic_id AS record  UNION SELECT 2 AS kind, NEW.topic_id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_agendaitem_topics_delete" AFTER DELETE ON archive_agendaitem_topics BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 2 AS kind, OLD.topic_id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_speaker_insert" AFTER INSERT ON archive_speaker BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 0 AS kind, NEW.id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_speaker_update" AFTER UPDATE ON archive_speaker BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 0 AS kind, OLD.id AS record  UNION SELECT 0 AS kind, NEW.id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_speaker_delete" AFTER DELETE ON archive_speaker BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 0 AS kind, OLD.id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_speakername_insert" AFTER INSERT ON archive_speakername BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 0 AS kind, NEW.speaker_id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_speakername_update" AFTER UPDATE ON archive_speakername BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 0 AS kind, OLD.speaker_id AS record  UNION SELECT 0 AS kind, NEW.speaker_id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_speakername_delete" AFTER DELETE ON archive_speakername BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 0 AS kind, OLD.speaker_id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_board_insert" AFTER INSERT ON archive_board BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 1 AS kind, NEW.id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_board_update" AFTER UPDATE ON archive_board BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 1 AS kind, OLD.id AS record  UNION SELECT 1 AS kind, NEW.id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_board_delete" AFTER DELETE ON archive_board BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 1 AS kind, OLD.id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_topic_insert" AFTER INSERT ON archive_topic BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 2 AS kind, NEW.id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_topic_update" AFTER UPDATE ON archive_topic BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 2 AS kind, OLD.id AS record  UNION SELECT 2 AS kind, NEW.id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
CREATE TRIGGER "outdated_name_archive_topic_delete" AFTER DELETE ON archive_topic BEGIN 
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM (SELECT 2 AS kind, OLD.id AS record ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    ); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('django_migrations',46);
INSERT INTO "sqlite_sequence" VALUES('django_content_type',70);
INSERT INTO "sqlite_sequence" VALUES('auth_permission',101);
INSERT INTO "sqlite_sequence" VALUES('auth_group',3);
INSERT INTO "sqlite_sequence" VALUES('archive_statement',23);
INSERT INTO "sqlite_sequence" VALUES('auth_group_permissions',150);
INSERT INTO "sqlite_sequence" VALUES('archive_concept',392);
INSERT INTO "sqlite_sequence" VALUES('archive_recordversion',1);
INSERT INTO "sqlite_sequence" VALUES('archive_outdatedname',19);
INSERT INTO "sqlite_sequence" VALUES('archive_topic',8);
INSERT INTO "sqlite_sequence" VALUES('archive_board',3);
INSERT INTO "sqlite_sequence" VALUES('archive_speaker',7);
INSERT INTO "sqlite_sequence" VALUES('archive_speakername',5);
INSERT INTO "sqlite_sequence" VALUES('archive_outboxentry',36);
INSERT INTO "sqlite_sequence" VALUES('archive_changenote',34);
INSERT INTO "sqlite_sequence" VALUES('archive_office',6);
INSERT INTO "sqlite_sequence" VALUES('archive_source',4);
INSERT INTO "sqlite_sequence" VALUES('archive_meeting',3);
INSERT INTO "sqlite_sequence" VALUES('archive_publiccount',3);
INSERT INTO "sqlite_sequence" VALUES('archive_statement_topics',27);
INSERT INTO "sqlite_sequence" VALUES('archive_revision',24);
INSERT INTO "sqlite_sequence" VALUES('archive_auditentry',48);
INSERT INTO "sqlite_sequence" VALUES('archive_nameword',73);
INSERT INTO "sqlite_sequence" VALUES('archive_agendaitem',6);
INSERT INTO "sqlite_sequence" VALUES('archive_ballot',3);
INSERT INTO "sqlite_sequence" VALUES('archive_correction',3);
INSERT INTO "sqlite_sequence" VALUES('archive_tombstone',1);
COMMIT;
