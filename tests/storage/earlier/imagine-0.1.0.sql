BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE audit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guild_id BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	actor_id BIGINT NOT NULL, 
	what TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL
);
INSERT INTO "audit" VALUES(1,1,'2026-11-22 12:00:00.000000',2,'member-pictures-per-day for server','off','5');
CREATE TABLE cooldowns (
	"key" TEXT NOT NULL, 
	used_at DATETIME NOT NULL, 
	"before" DATETIME, 
	PRIMARY KEY ("key")
)
 WITHOUT ROWID

;
INSERT INTO "cooldowns" VALUES('member:1:mlrz6n5b6x7tbtpkunqvm3mtga','2026-11-22 12:08:00.000000',NULL);
INSERT INTO "cooldowns" VALUES('member:1:mmxtr3wuflwxcwrmnjj6sdecta','2026-11-22 12:04:00.000000',NULL);
CREATE TABLE costs (
	model TEXT NOT NULL, 
	size TEXT NOT NULL, 
	recent TEXT NOT NULL, 
	PRIMARY KEY (model, size)
);
INSERT INTO "costs" VALUES('google/gemini-2.5-flash-image','2K','[[39000,1795348800]]');
CREATE TABLE counts (
	"key" TEXT NOT NULL, 
	used BIGINT NOT NULL, 
	cap BIGINT NOT NULL, 
	kept_until DATETIME NOT NULL, 
	PRIMARY KEY ("key")
)
 WITHOUT ROWID

;
INSERT INTO "counts" VALUES('bot:micros:day:2026-11-22T00:00Z',189000,4611686018427387904,'2026-11-25 00:00:00.000000');
INSERT INTO "counts" VALUES('bot:micros:month:2026-11-01T00:00Z',189000,4611686018427387904,'2026-12-03 00:00:00.000000');
INSERT INTO "counts" VALUES('capped:1:micros:day:2026-11-22T00:00Z',189000,4611686018427387904,'2026-11-25 00:00:00.000000');
INSERT INTO "counts" VALUES('capped:1:micros:month:2026-11-01T00:00Z',189000,4611686018427387904,'2026-12-03 00:00:00.000000');
INSERT INTO "counts" VALUES('everywhere:mlrz6n5b6x7tbtpkunqvm3mtga:micros:day:2026-11-22T00:00Z',139000,4611686018427387904,'2026-11-25 00:00:00.000000');
INSERT INTO "counts" VALUES('everywhere:mlrz6n5b6x7tbtpkunqvm3mtga:pictures:day:2026-11-22T00:00Z',6,4611686018427387904,'2026-11-25 00:00:00.000000');
INSERT INTO "counts" VALUES('everywhere:mmxtr3wuflwxcwrmnjj6sdecta:micros:day:2026-11-22T00:00Z',50000,4611686018427387904,'2026-11-25 00:00:00.000000');
INSERT INTO "counts" VALUES('everywhere:mmxtr3wuflwxcwrmnjj6sdecta:pictures:day:2026-11-22T00:00Z',2,4611686018427387904,'2026-11-25 00:00:00.000000');
INSERT INTO "counts" VALUES('member:1:mlrz6n5b6x7tbtpkunqvm3mtga:jobs',2,4611686018427387904,'2026-11-24 12:12:00.000000');
INSERT INTO "counts" VALUES('member:1:mlrz6n5b6x7tbtpkunqvm3mtga:micros:day:2026-11-22T00:00Z',139000,4611686018427387904,'2026-11-25 00:00:00.000000');
INSERT INTO "counts" VALUES('member:1:mlrz6n5b6x7tbtpkunqvm3mtga:micros:month:2026-11-01T00:00Z',139000,4611686018427387904,'2026-12-03 00:00:00.000000');
INSERT INTO "counts" VALUES('member:1:mlrz6n5b6x7tbtpkunqvm3mtga:pictures:day:2026-11-22T00:00Z',6,4611686018427387904,'2026-11-25 00:00:00.000000');
INSERT INTO "counts" VALUES('member:1:mlrz6n5b6x7tbtpkunqvm3mtga:pictures:month:2026-11-01T00:00Z',6,4611686018427387904,'2026-12-03 00:00:00.000000');
INSERT INTO "counts" VALUES('member:1:mmxtr3wuflwxcwrmnjj6sdecta:jobs',1,4611686018427387904,'2026-11-24 12:04:00.000000');
INSERT INTO "counts" VALUES('member:1:mmxtr3wuflwxcwrmnjj6sdecta:micros:day:2026-11-22T00:00Z',50000,4611686018427387904,'2026-11-25 00:00:00.000000');
INSERT INTO "counts" VALUES('member:1:mmxtr3wuflwxcwrmnjj6sdecta:micros:month:2026-11-01T00:00Z',50000,4611686018427387904,'2026-12-03 00:00:00.000000');
INSERT INTO "counts" VALUES('member:1:mmxtr3wuflwxcwrmnjj6sdecta:pictures:day:2026-11-22T00:00Z',2,4611686018427387904,'2026-11-25 00:00:00.000000');
INSERT INTO "counts" VALUES('member:1:mmxtr3wuflwxcwrmnjj6sdecta:pictures:month:2026-11-01T00:00Z',2,4611686018427387904,'2026-12-03 00:00:00.000000');
INSERT INTO "counts" VALUES('server:1:jobs',3,4611686018427387904,'2026-11-24 12:12:00.000000');
INSERT INTO "counts" VALUES('server:1:micros:day:2026-11-22T00:00Z',189000,4611686018427387904,'2026-11-25 00:00:00.000000');
INSERT INTO "counts" VALUES('server:1:micros:month:2026-11-01T00:00Z',189000,4611686018427387904,'2026-12-03 00:00:00.000000');
INSERT INTO "counts" VALUES('server:1:pictures:day:2026-11-22T00:00Z',8,4611686018427387904,'2026-11-25 00:00:00.000000');
INSERT INTO "counts" VALUES('server:1:pictures:month:2026-11-01T00:00Z',8,4611686018427387904,'2026-12-03 00:00:00.000000');
CREATE TABLE grants (
	guild_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	pictures BIGINT NOT NULL, 
	used BIGINT NOT NULL, 
	until DATETIME NOT NULL, 
	PRIMARY KEY (guild_id, user_id)
);
INSERT INTO "grants" VALUES(1,2,3,0,'2026-11-23 12:00:00.000000');
CREATE TABLE jobs (
	job_id INTEGER NOT NULL, 
	guild_id BIGINT, 
	user_id BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	attempts BIGINT NOT NULL, 
	message_id BIGINT, 
	model TEXT, 
	latency_s FLOAT, 
	reason TEXT, 
	created_at DATETIME NOT NULL, 
	answered_at DATETIME, 
	sent_at DATETIME, 
	painted_at DATETIME, 
	ended_at DATETIME, 
	token TEXT, 
	draft TEXT NOT NULL, 
	painting TEXT, words TEXT, 
	PRIMARY KEY (job_id)
);
INSERT INTO "jobs" VALUES(1,1,2,'queued',1,101,NULL,NULL,NULL,'2026-11-22 12:02:00.000000',NULL,NULL,NULL,NULL,'AZL-qze2-mHBp3ZYVDXiRA_1vLnel_IHXLCOoyiUE6xHsA23UHnw','{"asker":{"job_id":1,"user_id":2,"spot":{"guild_id":1,"channel_id":4,"category_id":5,"is_nsfw":false,"role_ids":[7],"is_category_known":true,"is_rating_known":true},"asked_at":"2026-11-22T12:00:00Z","private":false,"can_be_late":true},"request":{"prompt":"a lighthouse at dusk","ratio":"16:9","size":"2K","model":"google/gemini-2.5-flash-image","references":[],"seed":7,"count":2,"style":{"name":"ours","adds":"in our colours"},"own_seed":11,"missing_style":"theirs"},"allowed":["google/gemini-2.5-flash-image"],"address":{"application_id":8,"token":"","channel_id":4,"upload_limit":10485760,"late_upload_limit":8388608,"spoiler":true,"message_id":null,"language":"de"},"deadline":"2026-11-22T12:14:00Z","model":"google/gemini-2.5-flash-image","parent":null}',NULL,'a lighthouse at dusk');
INSERT INTO "jobs" VALUES(2,1,3,'painting',1,102,NULL,NULL,NULL,'2026-11-22 12:04:00.000000','2026-11-22 12:00:00.000000','2026-11-22 12:00:00.000000',NULL,NULL,'AdRW0i_cJgrb_U6RwrGSAJ325kCx6aaLv5cOCDITqScUEVD9LOM_','{"asker":{"job_id":2,"user_id":3,"spot":{"guild_id":1,"channel_id":4,"category_id":5,"is_nsfw":false,"role_ids":[7],"is_category_known":true,"is_rating_known":true},"asked_at":"2026-11-22T12:00:00Z","private":false,"can_be_late":true},"request":{"prompt":"a lighthouse at dusk","ratio":"16:9","size":"2K","model":"google/gemini-2.5-flash-image","references":[],"seed":7,"count":2,"style":{"name":"ours","adds":"in our colours"},"own_seed":11,"missing_style":"theirs"},"allowed":["google/gemini-2.5-flash-image"],"address":{"application_id":8,"token":"","channel_id":4,"upload_limit":10485760,"late_upload_limit":8388608,"spoiler":true,"message_id":null,"language":"de"},"deadline":"2026-11-22T12:14:00Z","model":"google/gemini-2.5-flash-image","parent":{"origin":"again","job_id":1,"guild_id":1,"channel_id":4,"message_id":101,"chain":1}}',NULL,'a lighthouse at dusk');
INSERT INTO "jobs" VALUES(3,1,2,'delivering',1,103,'google/gemini-2.5-flash-image',9.5,NULL,'2026-11-22 12:06:00.000000','2026-11-22 12:00:00.000000','2026-11-22 12:00:00.000000','2026-11-22 12:00:00.000000',NULL,'AQQTyVywi595dsE6xKMNkZEkkoURA6Y97HCkhhQKbRf4TLY72jt_','{"asker":{"job_id":3,"user_id":2,"spot":{"guild_id":1,"channel_id":4,"category_id":5,"is_nsfw":false,"role_ids":[7],"is_category_known":true,"is_rating_known":true},"asked_at":"2026-11-22T12:00:00Z","private":false,"can_be_late":true},"request":{"prompt":"a lighthouse at dusk","ratio":"16:9","size":"2K","model":"google/gemini-2.5-flash-image","references":[],"seed":7,"count":2,"style":{"name":"ours","adds":"in our colours"},"own_seed":11,"missing_style":"theirs"},"allowed":["google/gemini-2.5-flash-image"],"address":{"application_id":8,"token":"","channel_id":4,"upload_limit":10485760,"late_upload_limit":8388608,"spoiler":true,"message_id":null,"language":"de"},"deadline":"2026-11-22T12:14:00Z","model":"google/gemini-2.5-flash-image","parent":{"origin":"edit","job_id":1,"guild_id":1,"channel_id":4,"message_id":101,"chain":1}}','{"order":{"model":{"id":"google/gemini-2.5-flash-image","name":"Gemini 2.5 Flash Image","ratios":["1:1","16:9"],"sizes":["1K","2K"],"max_references":3,"takes_seed":false,"writes_text":true,"on_images":false,"prices":{"":39000,"2K":101000},"bounds":null,"reference_micros":0},"prompt":"a lighthouse at dusk","ratio":"16:9","size":"2K","references":[],"seed":7,"left_out":["size"],"gone":"old/model","failed_over":null,"is_thrifty":true,"style":{"name":"ours","adds":"in our colours"},"missing_style":null,"tags":null},"pictures":[{"path":"/spool/image.part","media_type":"image/png","width":1024,"height":576,"size_bytes":1000000,"refitted":true,"seed":7,"signed_by":"Google"}],"cost_micros":39000,"latency_s":9.5,"generation_id":"gen-1","provider":"Google","text":"Here it is.","missing":1,"is_cost_doubtful":false,"counted":1}','a lighthouse at dusk');
INSERT INTO "jobs" VALUES(4,1,2,'done',1,104,'google/gemini-2.5-flash-image',9.5,NULL,'2026-11-22 12:08:00.000000','2026-11-22 12:00:00.000000','2026-11-22 12:00:00.000000','2026-11-22 12:00:00.000000','2026-11-22 12:00:00.000000',NULL,'{"asker":{"job_id":4,"user_id":2,"spot":{"guild_id":1,"channel_id":4,"category_id":5,"is_nsfw":false,"role_ids":[7],"is_category_known":true,"is_rating_known":true},"asked_at":"2026-11-22T12:00:00Z","private":false,"can_be_late":true},"request":{"prompt":"a lighthouse at dusk","ratio":"16:9","size":"2K","model":"google/gemini-2.5-flash-image","references":[],"seed":7,"count":2,"style":{"name":"ours","adds":"in our colours"},"own_seed":11,"missing_style":"theirs"},"allowed":["google/gemini-2.5-flash-image"],"address":{"application_id":8,"token":"","channel_id":4,"upload_limit":10485760,"late_upload_limit":8388608,"spoiler":true,"message_id":null,"language":"de"},"deadline":"2026-11-22T12:14:00Z","model":"google/gemini-2.5-flash-image","parent":{"origin":"remix","job_id":1,"guild_id":1,"channel_id":4,"message_id":101,"chain":1}}','{"order":{"model":{"id":"google/gemini-2.5-flash-image","name":"Gemini 2.5 Flash Image","ratios":["1:1","16:9"],"sizes":["1K","2K"],"max_references":3,"takes_seed":false,"writes_text":true,"on_images":false,"prices":{"":39000,"2K":101000},"bounds":null,"reference_micros":0},"prompt":"a lighthouse at dusk","ratio":"16:9","size":"2K","references":[],"seed":7,"left_out":["size"],"gone":"old/model","failed_over":null,"is_thrifty":true,"style":{"name":"ours","adds":"in our colours"},"missing_style":null,"tags":null},"pictures":[{"path":"/spool/image.part","media_type":"image/png","width":1024,"height":576,"size_bytes":1000000,"refitted":true,"seed":7,"signed_by":"Google"}],"cost_micros":39000,"latency_s":9.5,"generation_id":"gen-1","provider":"Google","text":"Here it is.","missing":1,"is_cost_doubtful":false,"counted":1}','a lighthouse at dusk');
INSERT INTO "jobs" VALUES(5,1,2,'failed',1,105,NULL,NULL,'prompt_rejected','2026-11-22 12:10:00.000000','2026-11-22 12:00:00.000000','2026-11-22 12:00:00.000000',NULL,'2026-11-22 12:00:00.000000',NULL,'{"asker":{"job_id":5,"user_id":2,"spot":{"guild_id":1,"channel_id":4,"category_id":5,"is_nsfw":false,"role_ids":[7],"is_category_known":true,"is_rating_known":true},"asked_at":"2026-11-22T12:00:00Z","private":false,"can_be_late":true},"request":{"prompt":"a lighthouse at dusk","ratio":"16:9","size":"2K","model":"google/gemini-2.5-flash-image","references":[],"seed":7,"count":2,"style":{"name":"ours","adds":"in our colours"},"own_seed":11,"missing_style":"theirs"},"allowed":["google/gemini-2.5-flash-image"],"address":{"application_id":8,"token":"","channel_id":4,"upload_limit":10485760,"late_upload_limit":8388608,"spoiler":true,"message_id":null,"language":"de"},"deadline":"2026-11-22T12:14:00Z","model":"google/gemini-2.5-flash-image","parent":{"origin":"larger","job_id":1,"guild_id":1,"channel_id":4,"message_id":101,"chain":1}}',NULL,'a lighthouse at dusk');
INSERT INTO "jobs" VALUES(6,1,2,'cancelled',1,106,NULL,NULL,'cancelled','2026-11-22 12:12:00.000000',NULL,NULL,NULL,'2026-11-22 12:00:00.000000',NULL,'{"asker":{"job_id":6,"user_id":2,"spot":{"guild_id":1,"channel_id":4,"category_id":5,"is_nsfw":false,"role_ids":[7],"is_category_known":true,"is_rating_known":true},"asked_at":"2026-11-22T12:00:00Z","private":false,"can_be_late":true},"request":{"prompt":"a lighthouse at dusk","ratio":"16:9","size":"2K","model":"google/gemini-2.5-flash-image","references":[],"seed":7,"count":2,"style":{"name":"ours","adds":"in our colours"},"own_seed":11,"missing_style":"theirs"},"allowed":["google/gemini-2.5-flash-image"],"address":{"application_id":8,"token":"","channel_id":4,"upload_limit":10485760,"late_upload_limit":8388608,"spoiler":true,"message_id":null,"language":"de"},"deadline":"2026-11-22T12:14:00Z","model":"google/gemini-2.5-flash-image","parent":null}',NULL,'a lighthouse at dusk');
CREATE TABLE leases (
	owner TEXT NOT NULL, 
	seen_at DATETIME NOT NULL, 
	PRIMARY KEY (owner)
);
INSERT INTO "leases" VALUES('an-earlier-process','2026-11-22 12:00:00.000000');
CREATE TABLE notices (
	"key" TEXT NOT NULL, 
	kept_until DATETIME NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "notices" VALUES('budget:2026-11-22:80','2026-12-01 12:00:00.000000');
CREATE TABLE preferences (
	user_id INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	PRIMARY KEY (user_id)
);
INSERT INTO "preferences" VALUES(2,'{"model":"google/gemini-2.5-flash-image","ratio":"16:9","size":"2K","style":"ours","private":true}');
CREATE TABLE refusals (
	subject TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	sentence TEXT NOT NULL, 
	PRIMARY KEY (subject)
);
INSERT INTO "refusals" VALUES('1:2','2026-11-22 12:00:00.000000','The daily pictures are used up.');
CREATE TABLE reservations (
	job_id INTEGER NOT NULL, 
	guild_id BIGINT, 
	user_id BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	pictures BIGINT NOT NULL, 
	micros BIGINT NOT NULL, 
	holds TEXT, 
	owner TEXT NOT NULL, 
	generation_id TEXT, 
	created_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	PRIMARY KEY (job_id)
);
INSERT INTO "reservations" VALUES(1,1,2,'held',2,50000,'{"pictures":["everywhere:mlrz6n5b6x7tbtpkunqvm3mtga:pictures:day:2026-11-22T00:00Z","member:1:mlrz6n5b6x7tbtpkunqvm3mtga:pictures:day:2026-11-22T00:00Z","member:1:mlrz6n5b6x7tbtpkunqvm3mtga:pictures:month:2026-11-01T00:00Z","server:1:pictures:day:2026-11-22T00:00Z","server:1:pictures:month:2026-11-01T00:00Z"],"micros":["bot:micros:day:2026-11-22T00:00Z","bot:micros:month:2026-11-01T00:00Z","capped:1:micros:day:2026-11-22T00:00Z","capped:1:micros:month:2026-11-01T00:00Z","everywhere:mlrz6n5b6x7tbtpkunqvm3mtga:micros:day:2026-11-22T00:00Z","member:1:mlrz6n5b6x7tbtpkunqvm3mtga:micros:day:2026-11-22T00:00Z","member:1:mlrz6n5b6x7tbtpkunqvm3mtga:micros:month:2026-11-01T00:00Z","server:1:micros:day:2026-11-22T00:00Z","server:1:micros:month:2026-11-01T00:00Z"],"jobs":["member:1:mlrz6n5b6x7tbtpkunqvm3mtga:jobs","server:1:jobs"],"cooldown":["member:1:mlrz6n5b6x7tbtpkunqvm3mtga","2026-11-22T12:02:00+00:00"]}','an-earlier-process',NULL,'2026-11-22 12:02:00.000000',NULL);
INSERT INTO "reservations" VALUES(2,1,3,'sent',2,50000,'{"pictures":["everywhere:mmxtr3wuflwxcwrmnjj6sdecta:pictures:day:2026-11-22T00:00Z","member:1:mmxtr3wuflwxcwrmnjj6sdecta:pictures:day:2026-11-22T00:00Z","member:1:mmxtr3wuflwxcwrmnjj6sdecta:pictures:month:2026-11-01T00:00Z","server:1:pictures:day:2026-11-22T00:00Z","server:1:pictures:month:2026-11-01T00:00Z"],"micros":["bot:micros:day:2026-11-22T00:00Z","bot:micros:month:2026-11-01T00:00Z","capped:1:micros:day:2026-11-22T00:00Z","capped:1:micros:month:2026-11-01T00:00Z","everywhere:mmxtr3wuflwxcwrmnjj6sdecta:micros:day:2026-11-22T00:00Z","member:1:mmxtr3wuflwxcwrmnjj6sdecta:micros:day:2026-11-22T00:00Z","member:1:mmxtr3wuflwxcwrmnjj6sdecta:micros:month:2026-11-01T00:00Z","server:1:micros:day:2026-11-22T00:00Z","server:1:micros:month:2026-11-01T00:00Z"],"jobs":["member:1:mmxtr3wuflwxcwrmnjj6sdecta:jobs","server:1:jobs"],"cooldown":["member:1:mmxtr3wuflwxcwrmnjj6sdecta","2026-11-22T12:04:00+00:00"]}','an-earlier-process',NULL,'2026-11-22 12:04:00.000000',NULL);
INSERT INTO "reservations" VALUES(3,1,2,'sent',2,50000,'{"pictures":["everywhere:mlrz6n5b6x7tbtpkunqvm3mtga:pictures:day:2026-11-22T00:00Z","member:1:mlrz6n5b6x7tbtpkunqvm3mtga:pictures:day:2026-11-22T00:00Z","member:1:mlrz6n5b6x7tbtpkunqvm3mtga:pictures:month:2026-11-01T00:00Z","server:1:pictures:day:2026-11-22T00:00Z","server:1:pictures:month:2026-11-01T00:00Z"],"micros":["bot:micros:day:2026-11-22T00:00Z","bot:micros:month:2026-11-01T00:00Z","capped:1:micros:day:2026-11-22T00:00Z","capped:1:micros:month:2026-11-01T00:00Z","everywhere:mlrz6n5b6x7tbtpkunqvm3mtga:micros:day:2026-11-22T00:00Z","member:1:mlrz6n5b6x7tbtpkunqvm3mtga:micros:day:2026-11-22T00:00Z","member:1:mlrz6n5b6x7tbtpkunqvm3mtga:micros:month:2026-11-01T00:00Z","server:1:micros:day:2026-11-22T00:00Z","server:1:micros:month:2026-11-01T00:00Z"],"jobs":["member:1:mlrz6n5b6x7tbtpkunqvm3mtga:jobs","server:1:jobs"],"cooldown":["member:1:mlrz6n5b6x7tbtpkunqvm3mtga","2026-11-22T12:06:00+00:00"]}','an-earlier-process',NULL,'2026-11-22 12:06:00.000000',NULL);
INSERT INTO "reservations" VALUES(4,1,2,'settled',2,39000,NULL,'an-earlier-process',NULL,'2026-11-22 12:08:00.000000','2026-11-22 12:00:00.000000');
INSERT INTO "reservations" VALUES(5,1,2,'settled',2,0,NULL,'an-earlier-process',NULL,'2026-11-22 12:10:00.000000','2026-11-22 12:00:00.000000');
INSERT INTO "reservations" VALUES(6,1,2,'settled',2,0,NULL,'an-earlier-process',NULL,'2026-11-22 12:12:00.000000','2026-11-22 12:00:00.000000');
CREATE TABLE rulebooks (
	guild_id INTEGER NOT NULL, 
	version BIGINT NOT NULL, 
	document TEXT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	left_at DATETIME, 
	PRIMARY KEY (guild_id)
);
INSERT INTO "rulebooks" VALUES(1,1,'{"version":1,"limits":{"category:5":{"member-pictures-per-day":7},"channel:4":{"cooldown":30},"role:6":{"member-pictures-per-day":"off"},"server":{"cooldown":90,"member-pictures-per-day":5,"member-pictures-per-month":5,"server-pictures-per-day":5,"server-pictures-per-month":5,"member-usd-per-day":"2.50","member-usd-per-month":"2.50","server-usd-per-day":"2.50","server-usd-per-month":"2.50","member-jobs-at-once":5,"server-jobs-at-once":5,"models":["google/gemini-2.5-flash-image"],"sizes":["1K","2K"],"count":5,"references":5,"private":"forbidden","nsfw":"never in age-restricted channels"}},"exempt-roles":["9"],"channels":{"mode":"except","ids":["44"]},"zones":[{"zone":"Europe/Berlin","asked-at":"2026-11-19T12:00:00+00:00"}],"pause":{"until":"2026-11-22T11:59:00+00:00","reason":"upkeep"},"event":{"factor":1.5,"until":"2026-11-24T12:00:00+00:00"},"notices-channel":"77","moderator-role":"8","audiences":{"again":"everybody","edit":"moderators","remix":"author","larger":"nobody","alt":"everybody","spoiler":"moderators","details":"author","copy":"nobody","delete":"everybody"},"remixes-others":false,"styles":{"ours":"in our colours"}}','2026-11-22 12:00:00.000000',NULL);
CREATE TABLE stale_cards (
	job_id INTEGER NOT NULL, 
	message_id BIGINT, 
	token TEXT, 
	unsaid TEXT, 
	PRIMARY KEY (job_id)
);
INSERT INTO "stale_cards" VALUES(6,106,'AdNaDMh2z8rhW29B7Gkf1GUybL_4EaxcfF4Kd_WMC0wO7BzY7sSN','It was cancelled.');
CREATE TABLE strikes (
	user_id BIGINT NOT NULL, 
	job_id BIGINT NOT NULL, 
	at DATETIME NOT NULL, is_clear BOOLEAN DEFAULT 1 NOT NULL, 
	PRIMARY KEY (user_id, job_id)
);
INSERT INTO "strikes" VALUES(3,5,'2026-11-22 12:00:00.000000',1);
CREATE INDEX ix_reservations_open ON reservations (user_id) WHERE state <> 'settled';
CREATE INDEX ix_reservations_settled ON reservations (ended_at) WHERE state = 'settled';
CREATE INDEX ix_audit_guild ON audit (guild_id, id);
CREATE INDEX ix_jobs_open ON jobs (job_id) WHERE ended_at IS NULL;
CREATE INDEX ix_jobs_ended ON jobs (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX ix_jobs_user ON jobs (user_id, job_id);
CREATE INDEX ix_jobs_message ON jobs (message_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('audit',1);
COMMIT;
